-- Ten days of orders within the last year for each member: the even ones are silver and spent enough for it, but for
-- every tenth of them, which is 5 % of all. Rows lie as a year leaves them, in the order of time and so in no order of
-- members.
update tier_standing set tier_code = 'silver', base_code = 'member'
where ('x' || right(member_id::text, 8))::bit(32)::bigint % 2 = 0;

set synchronous_commit = off;
-- What other cases have left there would make more members reach a tier.
truncate tier_spend_day;
insert into tier_spend_day (member_id, day, spend_fen, orders)
select m.id, current_date - (d * 30 + m.n % 30)::integer, case
    when m.n % 20 = 0 then 4000 when m.n % 2 = 0 then 9000 else 3000 end, 1
from generate_series(0, 9) d
cross join (select n, ('01990000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id
    from (select generate_series(1, :members)::bigint as n) numbers) m
order by d desc, m.n * 7919 % :members;

vacuum analyze;
checkpoint;
