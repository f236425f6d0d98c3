-- A book of so many accruals, as time leaves them: in the order of time and so in no order of members. Entry n belongs to
-- member n * 7919 % members + 1 (7919 is prime), whose accruals so come one in each round of all members.
set synchronous_commit = off;
create temporary view bench_book as
select ('01990000-0000-7000-8000-' || lpad(to_hex(n * 7919 % :members + 1), 12, '0'))::uuid as member_id,
    ('0198' || lpad(to_hex(n), 12, '0') || '70008000' || lpad(to_hex(n), 8, '0'))::uuid as entry_id,
    (n - 1) / :members + 1 as seq, 'book-' || n as ref, now() - interval '1 year' + n * interval '1 second' as at
from (select generate_series(1, :entries)::bigint as n) numbers;

insert into points_entry (member_id, id, seq, type, points, available_after, pending_after, held_after, debt_after,
    amount_fen, order_ref, store_id, channel, source, ref, actor, rule_version, explanation, occurred_at, recorded_at)
select member_id, entry_id, seq, 'ACCRUAL', 58, seq * 58, 0, 0, 0, 5800, ref,
    '01980000-0000-7000-8000-000000000001', 'STORE', 'bench', ref, 'staff:01980000-0000-7000-8000-000000000009', 1,
    '{"basePoints": 58, "percent": 100}', at, at
from bench_book;
insert into business_key (source, ref, kind, member_id, entry_id, amount)
select 'bench', ref, 'ACCRUAL', member_id, entry_id, 5800 from bench_book;
insert into points_lot (member_id, id, entry_id, earned, remaining, pending, earned_at, available_from)
select member_id, entry_id, entry_id, 58, 58, false, at, at from bench_book;
update points_account a set available = b.entries * 58, version = b.entries
from (select member_id, count(*) as entries from bench_book group by member_id) b where b.member_id = a.member_id;

vacuum analyze;
checkpoint;
