-- A coupon's use: the same rows, each coupon's in one prepared statement a commit.
\set i :i + 1
\set n :first + :i * :clients + :client_id
with new as materialized (
    select ('01990000-0000-7000-8000-' || lpad(to_hex((:n::bigint - 1) % :members + 1), 12, '0'))::uuid as member_id,
        ('01992000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid as coupon_id,
        ('01991100-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid as presence_id,
        uuidv7() as event_id, gen_random_uuid()::text as ref, now() as at
), idempotency as (
    insert into idempotency_record (scope, key, request_hash, status, body, created_at)
    select 'terminal:01980000-0000-7000-8000-000000000001/bench|coupons.redemptions', ref, sha256(ref::bytea), 201,
        decode(repeat('00', 420), 'hex'), at from new
), presence as (
    update identity_presence p set bill_ref = ref, bound_at = at from new where p.id = new.presence_id
), used as (
    update coupon c set state = 'USED', steps = c.steps + 1, used_at = at,
        used_store_id = '01980000-0000-7000-8000-000000000001', used_bill = ref, used_channel = 'STORE',
        used_amount_fen = 5800, used_discount_fen = 1000
    from new where c.member_id = new.member_id and c.id = new.coupon_id and c.state = 'ISSUED' and c.expires_at > at
    returning c.steps
), history as (
    insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, store_id, ref)
    select member_id, coupon_id, used.steps, 'USED', at, 'staff:01980000-0000-7000-8000-000000000009',
        '01980000-0000-7000-8000-000000000001', ref from new, used
)
insert into bench_outbox (id, topic, member_id, payload, occurred_at)
select event_id, 'coupon.used.v1', member_id,
    jsonb_build_object('couponId', coupon_id, 'memberId', member_id, 'templateCode', 'POINTS-10', 'orderRef', ref), at
from new, used;
