-- A book for the audit, on top of seed.sql: each member earns 58 and 116, spends 50 of the 58, and earns 30. The rows
-- lie as a year leaves them, in the order of time and so in no order of members. What other cases booked before stays
-- and is built upon.
create temporary table bench_move as
select member_id, seq, n,
    ('0198' || substr(hex, 1, 4) || '-' || substr(hex, 5) || '-7000-8000-' || lpad(hex, 12, '0'))::uuid as entry_id,
    ('0198' || substr(hex, 1, 4) || '-' || substr(hex, 5) || '-7000-9000-' || lpad(hex, 12, '0'))::uuid as lot_id,
    (array[58, 116, -50, 30])[seq] as points, (array[58, 174, 124, 154])[seq] as sum,
    gen_random_uuid()::text as ref, now() - interval '1 year' + n * interval '1 second' as at
from (
    select member_id, row_number() over (partition by member_id order by moment)::int as seq,
        row_number() over (order by moment) as n
    from (select a.member_id, random() as moment from points_account a cross join generate_series(1, 4)) moved
) numbered cross join lateral (select lpad(to_hex(n), 8, '0') as hex) as h;
create index on bench_move (n);
analyze bench_move;

insert into points_entry (member_id, id, seq, type, points, available_after, pending_after, held_after, debt_after,
    amount_fen, order_ref, store_id, channel, source, ref, actor, rule_version, explanation, occurred_at, recorded_at)
select m.member_id, m.entry_id, a.version + m.seq, case when m.points > 0 then 'ACCRUAL' else 'REDEMPTION' end,
    m.points, a.available + m.sum, a.pending, a.held, a.debt, greatest(m.points, 0) * 100, m.ref,
    '01980000-0000-7000-8000-000000000001', 'STORE', 'bench', m.ref, 'staff:01980000-0000-7000-8000-000000000009', 1,
    '{"base": 58, "points": 58, "percent": 100}', m.at, m.at
from bench_move m join points_account a using (member_id) order by m.n;

insert into business_key (source, ref, kind, member_id, entry_id, amount)
select 'bench', ref, case when points > 0 then 'ACCRUAL' else 'REDEMPTION' end, member_id, entry_id, abs(points)
from bench_move order by n;

insert into points_lot (member_id, id, entry_id, earned, remaining, pending, earned_at, available_from)
select member_id, lot_id, entry_id, points, case when seq = 1 then points - 50 else points end, false, at, at
from bench_move where points > 0 order by n;

insert into points_allocation (member_id, entry_id, lot_id, amount)
select spent.member_id, spent.entry_id, earned.lot_id, -50
from bench_move spent join bench_move earned using (member_id) where spent.seq = 3 and earned.seq = 1
order by spent.n;

update points_account set available = available + 154, version = version + 4;

-- Tier spend of all that is in the book, whoever has written it there: for whoever nobody is merged with.
truncate tier_spend_day;
insert into tier_spend_day (member_id, day, spend_fen, orders)
select e.member_id, (e.occurred_at at time zone 'Asia/Shanghai')::date, sum(e.amount_fen + coalesce(r.fen, 0)), count(*)
from points_entry e
left join (select member_id, reversed_entry_id as id, sum(amount_fen) as fen from points_entry
    where type = 'ACCRUAL_REVERSAL' group by 1, 2) r on r.member_id = e.member_id and r.id = e.id
where e.type = 'ACCRUAL' and e.amount_fen + coalesce(r.fen, 0) > 0
group by 1, 2 order by 2, 1;

drop table bench_move;
vacuum analyze;
checkpoint;
