-- A settled order: the same rows, each order's in one prepared statement a commit.
\set i :i + 1
\set n :first + :i * :clients + :client_id
with new as materialized (
    select ('01990000-0000-7000-8000-' || lpad(to_hex((:n::bigint - 1) % :members + 1), 12, '0'))::uuid as member_id,
        ('01992000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid as coupon_id,
        ('01991100-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid as presence_id,
        uuidv7() as order_id, uuidv7() as spending_id, uuidv7() as accrual_id, gen_random_uuid()::text as ref, now() as at,
        '01980000-0000-7000-8000-000000000001'::uuid as store_id, 'staff:01980000-0000-7000-8000-000000000009' as actor
), idempotency as (
    insert into idempotency_record (scope, key, request_hash, member_id, entry_id, created_at)
    select 'terminal:01980000-0000-7000-8000-000000000001/bench|orders', ref, sha256(ref::bytea), member_id, accrual_id, at
    from new
), business as (
    insert into business_key (source, ref, kind, member_id, entry_id, amount, alias)
    select 'store:' || store_id, ref, 'ACCRUAL', member_id, accrual_id, 4300, false from new
    union all select 'store:' || store_id, (at at time zone 'Asia/Shanghai')::date || ' ' || ref, 'ACCRUAL', member_id,
        accrual_id, 4300, true from new
    union all select 'order', order_id::text, 'REDEMPTION', member_id, spending_id, 100, false from new
), presence as (
    update identity_presence p set bill_ref = ref, bound_at = at from new where p.id = new.presence_id
), used as (
    update coupon c set state = 'USED', steps = c.steps + 1, used_at = at, used_store_id = store_id,
        used_bill = 'order:' || order_id, used_channel = 'STORE', used_amount_fen = 5400, used_discount_fen = 1000
    from new where c.member_id = new.member_id and c.id = new.coupon_id and c.state = 'ISSUED' and c.expires_at > at
    returning c.steps
), history as (
    insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, store_id, ref)
    select member_id, coupon_id, used.steps, 'USED', at, actor, store_id, order_id::text from new, used
), account as (
    update points_account a set available = available - 57, version = version + 2
    from new where a.member_id = new.member_id and a.available >= 100
    returning a.available, a.version
), spent as materialized (
    select l.member_id, l.id from new join lateral (
        select l.member_id, l.id from points_lot l where l.member_id = new.member_id and l.open and l.remaining >= 100
        order by l.expires_at, l.earned_at, l.id limit 1) l on true
), lot_spent as (
    update points_lot l set remaining = l.remaining - 100 from spent where l.member_id = spent.member_id and l.id = spent.id
), entries as (
    insert into points_entry (member_id, id, seq, type, points, available_after, pending_after, held_after, debt_after,
        amount_fen, order_ref, store_id, channel, source, ref, reason, actor, rule_version, explanation, occurred_at,
        recorded_at)
    select member_id, spending_id, account.version - 1, 'REDEMPTION', -100, account.available - 43, 0, 0, 0, 0, null::text,
        store_id, null::text, 'order', order_id::text, 'ORDER', actor, 1, '{}'::jsonb, at, at
    from new, account
    union all
    select member_id, accrual_id, account.version, 'ACCRUAL', 43, account.available, 0, 0, 0, 4300, ref, store_id, 'STORE',
        'store:' || store_id, ref, null, actor, 1,
        '{"base": 43, "lines": [{"ref": "1", "amountFen": 3823}, {"ref": "2", "amountFen": 477}], "percent": 100}'::jsonb, at, at
    from new, account
), allocated as (
    insert into points_allocation (member_id, entry_id, lot_id, amount)
    select new.member_id, spending_id, spent.id, -100 from new, spent
), lot as (
    insert into points_lot (member_id, id, entry_id, earned, remaining, pending, earned_at, available_from)
    select member_id, accrual_id, accrual_id, 43, 43, false, at, at from new
), spend as (
    insert into tier_spend_day as d (member_id, day, spend_fen, orders)
    select member_id, (at at time zone 'Asia/Shanghai')::date, 4300, 1 from new
    on conflict (member_id, day) do update set spend_fen = d.spend_fen + excluded.spend_fen, orders = d.orders + 1
), bill as (
    insert into order_bill (member_id, id, state, source, ref, store_id, order_ref, channel, goods_fen, fees_fen,
        discount_fen, points, points_fen, paid_fen, earning_fen, earned_points, points_after, coupon_ids, account_id,
        spending_id, accrual_id, price, content_hash, request_hash, may_be_cancelled, actor, occurred_at, placed_at,
        settled_at)
    select member_id, order_id, 'SETTLED', 'store:' || store_id, ref, store_id, ref, 'STORE', 5400, 0, 1000, 100, 100,
        4300, 4300, 43, account.available, array[coupon_id], member_id, spending_id, accrual_id, :price::jsonb,
        sha256(ref::bytea), sha256(order_id::text::bytea), false, actor, at, at, at
    from new, account
), lines as (
    insert into order_line (member_id, order_id, no, ref, dish_code, category_code, unit_price_fen, quantity, discount_fen,
        points, points_fen, paid_fen)
    select member_id, order_id, 1, '1', 'KUNGPAO-CHICKEN', 'MAIN', 4800, 1, 889, 89, 89, 3822 from new
    union all
    select member_id, order_id, 2, '2', 'RICE', 'STAPLE', 300, 2, 111, 11, 11, 478 from new
), payments as (
    insert into order_payment (member_id, order_id, no, method, amount_fen)
    select member_id, order_id, 1, 'WECHAT_PAY', 4300 from new
)
insert into bench_outbox (id, topic, member_id, payload, occurred_at)
select uuidv7(), topic, member_id, jsonb_build_object('orderId', order_id, 'couponId', coupon_id, 'points', 43), at
from new, used, unnest(array['points.redeemed.v1', 'points.accrued.v1', 'coupon.used.v1', 'order.settled.v1']) as e (topic);
