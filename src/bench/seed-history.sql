-- Member 1 has a long history: 100,000 entries and as many open lots of 1,000 points. Member 2 is new and has the same
-- points in one lot. Both get presences for one redemption each: from 0x10000001 and 0x20000001 on.
create temporary table bench_history as
select a.member_id, a.available, a.version, n, uuidv7() as entry_id, gen_random_uuid()::text as ref,
    case when a.member_id = '01990000-0000-7000-8000-000000000001' then 1000 else 100000000 end::bigint as points
from points_account a
cross join lateral generate_series(1, case when a.member_id = '01990000-0000-7000-8000-000000000001' then 100000 else 1 end) as n
where a.member_id in ('01990000-0000-7000-8000-000000000001', '01990000-0000-7000-8000-000000000002');

insert into points_entry (member_id, id, seq, type, points, available_after, pending_after, held_after, debt_after,
    amount_fen, order_ref, store_id, channel, source, ref, actor, rule_version, explanation, occurred_at, recorded_at)
select member_id, entry_id, version + n, 'ACCRUAL', points, available + n * points, 0, 0, 0, points * 100, ref,
    '01980000-0000-7000-8000-000000000001', 'STORE', 'bench', ref, 'staff:01980000-0000-7000-8000-000000000009', 1,
    '{"basePoints": 1000, "percent": 100}', now() - (100001 - n) * interval '1 minute', now()
from bench_history order by n;
insert into business_key (source, ref, kind, member_id, entry_id, amount)
select 'bench', ref, 'ACCRUAL', member_id, entry_id, points * 100 from bench_history;
insert into points_lot (member_id, id, entry_id, earned, remaining, pending, earned_at, available_from)
select member_id, entry_id, entry_id, points, points, false, now() - (100001 - n) * interval '1 minute',
    now() - (100001 - n) * interval '1 minute'
from bench_history order by n;
update points_account a set available = h.available + 100000000, version = h.version + h.entries
from (select member_id, available, version, count(*) as entries from bench_history group by 1, 2, 3) h
where h.member_id = a.member_id;
drop table bench_history;

insert into identity_presence (id, member_id, store_id, terminal, expires_at)
select ('01991000-0000-7000-8000-' || lpad(to_hex(x'10000000'::int * m::bigint + n), 12, '0'))::uuid,
    ('01990000-0000-7000-8000-' || lpad(to_hex(m), 12, '0'))::uuid,
    '01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000001/bench', now() + interval '1 day'
from generate_series(1, 2) m, generate_series(1, :presences) n;

vacuum analyze;
