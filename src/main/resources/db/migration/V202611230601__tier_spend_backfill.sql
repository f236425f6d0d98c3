-- What members spent before there was a table of it: of each order what its refunds left, on the order's day, for
-- whoever holds the order's account now. Tiers do not move with it: they do at the next order, or at the evaluation.
insert into tier_spend_day (member_id, day, spend_fen, orders)
with recursive moved (id, holder) as (
    select a.member_id, a.merged_into from points_account a where a.merged_into is not null
    union all
    select m.id, a.merged_into from moved m join points_account a on a.member_id = m.holder
    where a.merged_into is not null
), refunded as (
    select reversed_entry_id as id, sum(amount_fen)::bigint as fen from points_entry
    where type = 'ACCRUAL_REVERSAL' group by reversed_entry_id
), programme as (
    select document ->> 'zone' as zone from programme_version order by effective_from desc, version desc limit 1
)
select coalesce(h.holder, e.member_id), (e.occurred_at at time zone p.zone)::date,
    sum(e.amount_fen + coalesce(r.fen, 0))::bigint, count(*)::integer
from points_entry e
cross join programme p
left join refunded r on r.id = e.id
left join (select m.id, m.holder from moved m
    join points_account a on a.member_id = m.holder and a.merged_into is null) h on h.id = e.member_id
where e.type = 'ACCRUAL' and e.amount_fen + coalesce(r.fen, 0) > 0
group by 1, 2;

update tier_standing s set merged_into = a.merged_into
from points_account a where a.member_id = s.member_id and a.merged_into is not null;
