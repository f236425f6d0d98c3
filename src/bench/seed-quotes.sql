-- Each of the first members has one coupon of every template that a new brand starts with: eight, of which four kinds stack.
insert into coupon (member_id, id, template_id, template_version, state, source, source_ref, issued_at, valid_from, expires_at)
select ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, uuidv7(), t.id, t.version, 'ISSUED', 'CAMPAIGN',
    'quote:' || t.code, now(), now(), now() + interval '30 days'
from generate_series(1, :quoting) n cross join coupon_template t
where t.code in ('WELCOME-20', 'BIRTHDAY-MEAL', 'LUNCH-10', 'SPRING-15', 'DRINK', 'POINTS-10', 'FREE-DELIVERY', 'DRINK-UPGRADE');

vacuum analyze coupon;
