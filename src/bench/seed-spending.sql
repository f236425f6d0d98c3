-- What spending needs: points for everybody, in one lot of one entry, and a presence for each bill of a measurement.
-- Presence n belongs to member (n - 1) % members + 1, as ledger.lua counts.
create temporary table bench_gift as
select a.member_id, a.available, a.pending, a.held, a.version, uuidv7() as entry_id, gen_random_uuid()::text as ref
from points_account a where a.debt = 0 and a.member_id::text like '01990000-0000-7000-8000-%';

insert into points_entry (member_id, id, seq, type, points, available_after, pending_after, held_after, debt_after,
    amount_fen, order_ref, store_id, channel, source, ref, actor, rule_version, explanation, occurred_at, recorded_at)
select member_id, entry_id, version + 1, 'ACCRUAL', 100000, available + 100000, pending, held, 0, 10000000, ref,
    '01980000-0000-7000-8000-000000000001', 'STORE', 'bench', ref, 'staff:01980000-0000-7000-8000-000000000009', 1,
    '{"basePoints": 100000, "percent": 100}', now(), now()
from bench_gift;
insert into business_key (source, ref, kind, member_id, entry_id, amount)
select 'bench', ref, 'ACCRUAL', member_id, entry_id, 10000000 from bench_gift;
insert into points_lot (member_id, id, entry_id, earned, remaining, pending, earned_at, available_from)
select member_id, entry_id, entry_id, 100000, 100000, false, now(), now() from bench_gift;
update points_account a set available = a.available + 100000, version = a.version + 1
from bench_gift g where g.member_id = a.member_id;
drop table bench_gift;

insert into identity_presence (id, member_id, store_id, terminal, expires_at)
select ('01991000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
    ('01990000-0000-7000-8000-' || lpad(to_hex((n - 1) % :members + 1), 12, '0'))::uuid,
    '01980000-0000-7000-8000-000000000001', '01980000-0000-7000-8000-000000000001/bench', now() + interval '1 day'
from generate_series(1, :presences) n;

vacuum analyze;
