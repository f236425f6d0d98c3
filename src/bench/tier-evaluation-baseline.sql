-- What the evaluation is measured against: one statement that finds who has spent too little for the tier in the running
-- year, and writes for each of them the standing, a line of history and an event of the same size.
with rung (code, fen, next_fen, rank) as (
    values ('member', 0::bigint, 50000::bigint, 0), ('silver', 50000, 200000, 1), ('gold', 200000, 500000, 2),
        ('black-diamond', 500000, null, 3)
), figures as (
    select member_id, sum(spend_fen) as fen, count(*) filter (where orders > 0) as visits from tier_spend_day
    where day between (current_date - interval '1 year' + interval '1 day')::date and current_date group by member_id
), found as materialized (
    select s.member_id, s.tier_code, r.fen as threshold, coalesce(f.fen, 0) as fen, coalesce(f.visits, 0) as visits
    from tier_standing s join rung r on r.code = s.tier_code left join figures f on f.member_id = s.member_id
    where s.merged_into is null and (r.rank > 0 and s.grace_until is null and coalesce(f.fen, 0) < r.fen
        or r.next_fen is not null and coalesce(f.fen, 0) >= r.next_fen)
), stood as (
    update tier_standing s set grace_until = current_date + 30 from found f where f.member_id = s.member_id
), changed as (
    insert into tier_change (member_id, id, from_code, to_code, reason, cause, spend_fen, visits, threshold_fen,
        threshold_visits, window_from, window_to, until, programme_version, actor, at)
    select member_id, uuidv7(), tier_code, tier_code, 'GRACE', 'baseline:' || txid_current(), fen, visits, threshold, 0,
        current_date - 364, current_date, current_date + 30, 1, 'system:tier', now() from found
    returning id, member_id, to_code, spend_fen, visits, threshold_fen, at
)
insert into bench_outbox (id, topic, member_id, payload, occurred_at)
select id, 'tier.grace.started.v1', member_id, jsonb_build_object('from', to_code, 'to', to_code, 'reason', 'GRACE',
    'spendFen', spend_fen, 'visits', visits, 'thresholdFen', threshold_fen, 'thresholdVisits', 0,
    'until', current_date + 30), at
from changed;
