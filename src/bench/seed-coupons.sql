-- A coupon and a presence for each bill of a measurement. Coupon and presence n belong to member (n - 1) % members + 1.
insert into coupon (member_id, id, template_id, template_version, state, source, source_ref, issued_at, valid_from, expires_at)
select ('01990000-0000-7000-8000-' || lpad(to_hex((n - 1) % :members + 1), 12, '0'))::uuid,
    ('01992000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, t.id, t.version, 'ISSUED', 'CAMPAIGN', 'bench:' || n,
    now(), now(), now() + interval '30 days'
from generate_series(1, :coupons) n cross join coupon_template t where t.code = 'POINTS-10';

insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, ref)
select member_id, id, 1, 'ISSUED', issued_at, 'system', source_ref from coupon where source_ref like 'bench:%';

insert into identity_presence (id, member_id, store_id, terminal, expires_at)
select ('01991100-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    ('01990000-0000-7000-8000-' || lpad(to_hex((n - 1) % :members + 1), 12, '0'))::uuid,
    '01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000001/bench', now() + interval '1 day'
from generate_series(1, :coupons) n;

vacuum analyze;
