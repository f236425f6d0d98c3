-- A celebration whose days are corrected while it runs is still the same one: what makes a grant happen once is the
-- celebration and not its first day. A day of an occasion belongs to one celebration, which keeps the name under which it
-- granted first.
create table benefit_occasion_day (
    occasion_code text not null check (length(occasion_code) between 1 and 60),
    day date not null,
    -- The celebration, as benefit_occasion_grant.starts_on says it.
    starts_on date not null,
    primary key (occasion_code, day)
);

-- Of celebrations that granted before, the days up to the last grant are known. Where they seem to meet, the later one
-- begins with its first day.
insert into benefit_occasion_day (occasion_code, day, starts_on)
select distinct on (g.occasion_code, d.day) g.occasion_code, d.day, g.starts_on
from (select occasion_code, starts_on, max(granted_on) as last_on from benefit_occasion_grant
        group by occasion_code, starts_on) g
    cross join lateral (select generate_series(g.starts_on, greatest(g.starts_on, g.last_on), interval '1 day')::date) d (day)
order by g.occasion_code, d.day, g.starts_on desc;

comment on column benefit_occasion_grant.starts_on is
    'The celebration: the first day that it had when it first granted something, see benefit_occasion_day.';
