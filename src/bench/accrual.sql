\set n random(1, :members)
with new as materialized (
    select ('01990000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid as member_id,
        uuidv7() as entry_id, uuidv7() as lot_id, uuidv7() as event_id, gen_random_uuid()::text as ref, now() as at
), idempotency as (
    insert into idempotency_record (scope, key, request_hash, member_id, entry_id, created_at)
    select 'terminal:01980000-0000-7000-8000-000000000001/bench|points.accruals', ref, sha256(ref::bytea), member_id, entry_id, at from new
), business as (
    insert into business_key (source, ref, kind, member_id, entry_id, amount, alias)
    select 'store:01980000-0000-7000-8000-000000000001', ref, 'ACCRUAL', member_id, entry_id, 5800, false from new
    union all select 'store:01980000-0000-7000-8000-000000000001', (at at time zone 'Asia/Shanghai')::date || ' ' || ref,
        'ACCRUAL', member_id, entry_id, 5800, true from new
), account as (
    update points_account a set available = available + 58, version = version + 1
    from new where a.member_id = new.member_id
    returning a.available, a.version
), entry as (
    insert into points_entry (member_id, id, seq, type, points, available_after, pending_after, held_after, debt_after,
        amount_fen, order_ref, store_id, channel, source, ref, actor, rule_version, explanation, occurred_at, recorded_at)
    select member_id, entry_id, account.version, 'ACCRUAL', 58, account.available, 0, 0, 0, 5800, ref,
        '01980000-0000-7000-8000-000000000001', 'STORE', 'store:01980000-0000-7000-8000-000000000001', ref,
        'staff:01980000-0000-7000-8000-000000000009', 1, '{"base": 58, "points": 58, "percent": 100}', at, at
    from new, account
), lot as (
    insert into points_lot (member_id, id, entry_id, earned, remaining, pending, earned_at, available_from)
    select member_id, lot_id, entry_id, 58, 58, false, at, at from new
), spend as (
    insert into tier_spend_day as d (member_id, day, spend_fen, orders)
    select member_id, (at at time zone 'Asia/Shanghai')::date, 5800, 1 from new
    on conflict (member_id, day) do update set spend_fen = d.spend_fen + excluded.spend_fen, orders = d.orders + 1
)
insert into bench_outbox (id, topic, member_id, payload, occurred_at)
select event_id, 'points.accrued.v1', member_id,
    jsonb_build_object('entryId', entry_id, 'points', 58, 'amountFen', 5800), at
from new;
