-- A claim as it is usually written: the conditional update of the one row that counts the stock, and the coupon. Nothing
-- is checked, nobody is told, nothing can be repeated.
\set i :i + 1
\set n :i * :clients + :client_id
with stock as (
    update coupon_stock set issued = issued + 1 where template_id = :template::uuid and issued < stock returning template_id)
insert into coupon (member_id, id, template_id, template_version, state, source, source_ref, issued_at, valid_from, expires_at)
select ('01990000-0000-7000-8000-' || lpad(to_hex(:n::bigint), 12, '0'))::uuid, uuidv7(), template_id, 0, 'ISSUED',
    'CLAIM', gen_random_uuid()::text, now(), now(), now() + interval '30 days'
from stock;
