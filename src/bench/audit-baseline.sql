-- What the audit is measured against: one sequential aggregation over the tables of the ledger, per-member sums of
-- entries, lots, allocations and the days of tier spend beside the account. It reads everything once and names no difference; the audit also
-- follows every entry to the next one, every order and refund to its day, every lot through its allocations and every entry to its business key and back.
--
-- Sequential in both senses: one process, and each table from its beginning to its end. Left alone, the planner takes
-- lots and allocations by their indexes and is slower. More memory does not help it either.
set max_parallel_workers_per_gather = 0;
set enable_indexscan = off;
set enable_bitmapscan = off;
set work_mem = '4MB';
select count(*) as members, sum(a.available + a.pending + a.held - a.debt) as balance,
    sum(e.points) as points, sum(e.entries) as entries, sum(l.remaining) as remaining, sum(t.amount) as allocated,
    count(*) filter (where e.points <> a.available + a.pending + a.held - a.debt
        or l.remaining <> a.available + a.pending
        or l.earned + coalesce(t.amount, 0) <> l.remaining) as differing,
    sum(e.spend_fen) as spend_fen, sum(d.spend_fen) as kept_fen, sum(d.orders) as orders
from points_account a
left join (select member_id, sum(points) as points, count(*) as entries, sum(amount_fen) as spend_fen
    from points_entry group by member_id) e
    using (member_id)
left join (select member_id, sum(earned) as earned, sum(remaining) as remaining from points_lot group by member_id) l
    using (member_id)
left join (select member_id, sum(amount) as amount from points_allocation group by member_id) t using (member_id)
left join (select member_id, sum(spend_fen) as spend_fen, sum(orders) as orders from tier_spend_day group by member_id) d
    using (member_id);
