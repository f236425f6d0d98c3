-- Birthdays for the bench's members, and everything that grants write emptied: each measurement begins alike.
--
-- every: false, birthdays are spread over the year, so that 1/365 of the members are due; whoever had the birthday of late
-- was granted the meal then, as in any year. true: all members have the same one.
set session_replication_role = replica;
truncate coupon, coupon_event, benefit_grant, benefit_greeting, benefit_task, outbox_batch;
delete from job_plan;
delete from job_run;

create temporary table bench_birthday as
select m.id, case when :every then today.day + 7 else today.day + 7 + (('x' || right(m.id::text, 12))::bit(48)::bigint % 365)::int end as day,
    today.day as today
from member m cross join (select (now() at time zone 'Asia/Shanghai')::date as day) today
where m.channel = 'BENCH';

update member m set birthday_month = extract(month from b.day), birthday_day = extract(day from b.day),
    offers_joined_at = m.registered_at
from bench_birthday b
where b.id = m.id and (m.offers_joined_at is null or m.birthday_month is distinct from extract(month from b.day)
    or m.birthday_day is distinct from extract(day from b.day));

-- The birthdays of the last two months are a year ahead in the list above.
insert into benefit_grant (member_id, benefit_code, benefit_year, granted_for, granted_on, counted_on, granted_at, coupon_id)
select id, 'birthday', extract(year from day - interval '1 year'), (day - interval '1 year')::date,
    (day - interval '1 year')::date - 7, (day - interval '1 year')::date - 7, now() - interval '1 day', uuidv7()
from bench_birthday where day > today + 300;

insert into benefit_greeting (member_id, benefit_year, greeted_on)
select id, extract(year from day - interval '1 year'), (day - interval '1 year')::date
from bench_birthday where day > today + 300;

vacuum analyze member;
vacuum analyze benefit_grant;
vacuum analyze benefit_greeting;
checkpoint;
