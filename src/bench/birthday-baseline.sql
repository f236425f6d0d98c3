-- The same rows as the birthday job writes, as one statement: who is due by every birthday that is still open, their
-- grants, coupons, the coupons' history, and the events, 256 a row. It knows no lunar birthdays, no distances of days
-- between a member's grants in Java, no throttle and no progress.
with today as (
    select (now() at time zone 'Asia/Shanghai')::date as day),
occasion as (
    select d::date as day from today, generate_series(today.day - 52, today.day + 7, interval '1 day') d
    where today.day <= (date_trunc('month', d) + interval '1 month')::date - 1 + 21),
due as materialized (
    select m.id as member_id, uuidv7() as coupon_id, o.day, row_number() over (order by m.id) as place
    from occasion o
    join member m on not m.birthday_lunar and m.birthday_month = extract(month from o.day)::smallint
        and m.birthday_day = extract(day from o.day)::smallint
    join tier_standing t on t.member_id = m.id
    cross join lateral (select (m.offers_joined_at at time zone 'Asia/Shanghai')::date as day) joined
    cross join today
    where m.state = 'ACTIVE' and t.tier_code = any('{member,silver,gold,black-diamond}')
        and case when joined.day < o.day - 7 then o.day - 7
            when joined.day <= (date_trunc('month', o.day) + interval '1 month')::date - 1 then joined.day + 7 end <= today.day
        and not exists (select from benefit_alias a where a.member_id = m.id)
        and not exists (select from benefit_grant g where g.member_id = m.id and g.benefit_code = 'birthday'
            and (g.benefit_year = extract(year from o.day)::smallint or g.counted_on > today.day - 300))),
granted as (
    insert into benefit_grant (member_id, benefit_code, benefit_year, granted_for, granted_on, counted_on, granted_at,
        coupon_id, rule_version)
    select member_id, 'birthday', extract(year from due.day), due.day, today.day, today.day, now(), coupon_id, 1
    from due cross join today order by member_id on conflict do nothing),
template as (
    select id, version from coupon_template where code = 'BIRTHDAY-MEAL'),
issued as (
    insert into coupon (member_id, id, template_id, template_version, state, source, source_ref, issued_at, valid_from,
        expires_at)
    select member_id, coupon_id, template.id, template.version, 'ISSUED', 'BIRTHDAY',
        'birthday:' || extract(year from day), now(), now(), now() + interval '30 days'
    from due cross join template order by member_id on conflict do nothing),
history as (
    insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, ref)
    select member_id, coupon_id, 1, 'ISSUED', now(), 'system', 'birthday:' || extract(year from day)
    from due order by member_id),
event as (
    select uuidv7() as id, topic, member_id, payload, (place - 1) / 256 as batch
    from due cross join lateral (values
        ('coupon.issued.v1', json_build_object('couponId', coupon_id, 'memberId', member_id, 'templateCode',
            'BIRTHDAY-MEAL', 'source', 'BIRTHDAY', 'sourceRef', 'birthday:' || extract(year from day),
            'expiresAt', now() + interval '30 days')),
        ('benefit.granted.v1', json_build_object('benefit', 'birthday', 'year', extract(year from day), 'couponId',
            coupon_id, 'templateCode', 'BIRTHDAY-MEAL'))) as e (topic, payload))
insert into outbox_batch (id, ids, topics, member_ids, payloads, occurred_at)
select (array_agg(id))[1], array_agg(id), array_agg(topic), array_agg(member_id), array_agg(payload),
    array_agg(now())
from event group by topic, batch;
