-- A grant belongs to a person. People whose accounts were merged are one: the account that goes on carries what the others
-- were granted, so that the primary key knows of it. A birthday by the Chinese calendar belongs to that calendar's year,
-- which lasts into January or February of the next one.
alter table benefit_grant
    drop constraint benefit_grant_check,
    add constraint benefit_grant_year check (extract(year from granted_for) in (benefit_year, benefit_year + 1)),
    -- From when the distance to the next grant counts: later than granted_on where another account of the person was
    -- granted the same year's later.
    add column counted_on date,
    -- Granted to another account of the same person.
    add column carried boolean not null default false,
    add column rule_version integer,
    alter column coupon_id drop not null,
    add constraint benefit_grant_coupon check (carried = (coupon_id is null));
update benefit_grant set counted_on = granted_on;
alter table benefit_grant alter column counted_on set not null;

-- What each month brought, for the report.
create index benefit_grant_day on benefit_grant (granted_on) where not carried;

-- Accounts that were merged into another one: nothing is granted to them.
create table benefit_alias (
    member_id uuid primary key,
    into_id uuid not null check (into_id <> member_id),
    merged_at timestamptz not null
);
create index benefit_alias_into on benefit_alias (into_id);

insert into benefit_alias (member_id, into_id, merged_at)
select member_id, merged_into, now() from points_account where merged_into is not null;

with recursive carrier (source_id, member_id) as (
    select member_id, into_id from benefit_alias
    union select c.source_id, a.into_id from carrier c join benefit_alias a on a.member_id = c.member_id)
insert into benefit_grant (member_id, benefit_code, benefit_year, granted_for, granted_on, granted_at, counted_on, carried)
select distinct on (c.member_id, g.benefit_code, g.benefit_year) c.member_id, g.benefit_code, g.benefit_year,
    g.granted_for, g.granted_on, g.granted_at, g.granted_on, true
from carrier c join benefit_grant g on g.member_id = c.source_id
order by c.member_id, g.benefit_code, g.benefit_year, g.granted_on desc
on conflict (member_id, benefit_code, benefit_year) do update
    set counted_on = greatest(benefit_grant.counted_on, excluded.counted_on);

-- An e-card goes out once a year of the member's calendar.
create table benefit_greeting (
    member_id uuid not null,
    benefit_year smallint not null check (benefit_year between 1900 and 9999),
    greeted_on date not null,
    primary key (member_id, benefit_year)
);

-- What a store has to do for a member: a card written by hand.
create table benefit_task (
    id uuid primary key,
    member_id uuid not null,
    store_id uuid not null references programme_store (id),
    kind text not null check (kind in ('BIRTHDAY_CARD')),
    benefit_year smallint not null,
    due_on date not null,
    created_at timestamptz not null,
    done_at timestamptz,
    done_by text check (length(done_by) between 1 and 100),
    constraint benefit_task_once unique (member_id, kind, benefit_year),
    check (num_nonnulls(done_at, done_by) in (0, 2))
);
create index benefit_task_open on benefit_task (store_id, id) where done_at is null;
create index benefit_task_store on benefit_task (store_id, id);
