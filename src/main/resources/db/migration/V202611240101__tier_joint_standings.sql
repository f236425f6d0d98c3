-- A merge that is undone must leave both members where they would stand without it, whichever of several is undone
-- first: since when an account is merged, and what its survivor needs to stand alone again.
alter table tier_standing
    add column merged_at timestamptz,
    -- Of a survivor: where it stood before, what it was given since, and protections that merged accounts brought.
    add column joint jsonb,
    -- When the first of the brought protections ends.
    add column brought_until date;

update tier_standing s set merged_at = e.recorded_at
from points_merge m join points_entry e on e.member_id = m.from_id and e.id = m.id
where m.from_id = s.member_id and m.undone_by is null and s.merged_into is not null;

-- What follows builds for older merges what the ones from now on write themselves. An account without a standing has the
-- lowest tier.
insert into tier_standing (member_id, tier_code, since)
select distinct s.merged_into, p.tier_code, now()
from tier_standing s
cross join (select document -> 'tiers' -> 0 ->> 'code' as tier_code from programme_version
    order by effective_from desc, version desc limit 1) p
where s.merged_into is not null and p.tier_code is not null
on conflict (member_id) do nothing;

-- Where a survivor stood before the first of its merges is what its history says of that moment. Until now the protection of
-- a merged account took the place of the survivor's own: what a merged account brought is not the survivor's.
with recursive today (day) as (
    select (now() at time zone (p.document ->> 'zone'))::date from programme_version p
    order by p.effective_from desc, p.version desc limit 1
), joined (id, merged_id) as (
    select merged_into, member_id from tier_standing where merged_into is not null
    union select s.merged_into, j.merged_id from joined j join tier_standing s on s.member_id = j.id
    where s.merged_into is not null
), first (id, at, merge_id) as (
    select distinct on (s.merged_into) s.merged_into, s.merged_at, m.id
    from tier_standing s left join points_merge m on m.from_id = s.member_id and m.undone_by is null
    where s.merged_into is not null and s.merged_at is not null
    order by s.merged_into, s.merged_at
), brought (id, grant_id, until, protection) as (
    select distinct on (j.id, b.grant_id) j.id, b.grant_id, b.protected_until, jsonb_build_object(
        'kind', b.protection, 'code', b.protected_code, 'until', b.protected_until, 'grantId', b.grant_id)
    from joined j join tier_standing b on b.member_id = j.merged_id join tier_standing s on s.member_id = j.id
    cross join today t
    where b.grant_id is not null and (b.protected_until >= t.day or b.grant_id = s.grant_id)
    order by j.id, b.grant_id
), before as (
    select f.id, f.at, s.member_id, coalesce(n.from_code, s.tier_code) as code, r.at as since, r.reason, r.base_code,
        case when l.reason = 'GRACE' then l.until end as grace_until,
        case when s.grant_id is null or exists (select from brought b where b.id = f.id and b.grant_id = s.grant_id)
            then null
            else jsonb_build_object('kind', s.protection, 'code', s.protected_code, 'until', s.protected_until,
                'grantId', s.grant_id) end as own,
        g.at as given_at
    from first f
    join tier_standing s on s.member_id = f.id
    -- The first change since, the last one before, the last one before that moved the tier, and the survivor's own grant.
    left join lateral (select c.from_code from tier_change c
        where c.member_id = f.id and (c.at >= f.at or c.entry_id = f.merge_id) order by c.at, c.id limit 1) n on true
    left join lateral (select c.reason, c.until from tier_change c
        where c.member_id = f.id and c.at < f.at and c.entry_id is distinct from f.merge_id
        order by c.at desc, c.id desc limit 1) l on true
    left join lateral (select c.at, c.reason, case when c.reason = 'UPGRADE' then c.from_code end as base_code
        from tier_change c
        where c.member_id = f.id and c.at < f.at and c.entry_id is distinct from f.merge_id and c.from_code <> c.to_code
        order by c.at desc, c.id desc limit 1) r on true
    left join tier_change g on g.member_id = f.id and g.id = s.grant_id and g.at >= f.at
    where s.joint is null
)
update tier_standing s set
    joint = jsonb_build_object(
        'alone', jsonb_strip_nulls(jsonb_build_object(
            'code', o.code,
            'since', to_char(coalesce(o.since, least(s.since, o.at)) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
            'reason', coalesce(o.reason, 'JOINED'),
            'baseCode', o.base_code,
            'graceUntil', o.grace_until,
            'protection', case when o.given_at is null then o.own end)),
        'at', to_char(o.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
        'given', case when o.own is null or o.given_at is null then '[]'::jsonb else jsonb_build_array(
            jsonb_build_object('protection', o.own, 'at', to_char(o.given_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))) end,
        'brought', coalesce((select jsonb_agg(b.protection order by b.grant_id) from brought b where b.id = o.id), '[]')),
    brought_until = (select min(b.until) from brought b where b.id = o.id),
    protection = case when o.own is null then null else s.protection end,
    protected_code = case when o.own is null then null else s.protected_code end,
    protected_until = case when o.own is null then null else s.protected_until end,
    grant_id = case when o.own is null then null else s.grant_id end
from before o where o.member_id = s.member_id;
