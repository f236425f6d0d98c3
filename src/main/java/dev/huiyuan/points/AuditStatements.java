package dev.huiyuan.points;

/** The statements of the audit. Each row is one figure that differs, a sum, or how far the range went. */
final class AuditStatements {
    /** {@code what} of the row that tells how many members the range had, their balance and the last of them. */
    static final String RANGE = "RANGE";

    /** What {@code what} of a sum by type begins with. */
    static final String TOTAL = "TOTAL:";

    /**
     * A range of members: {@code $1} after which one, {@code $2} only this one, {@code $3} how many. Everything is
     * compared in one statement and so at one instant.
     */
    static final String MEMBERS = """
            with account as materialized (
                select * from points_account where member_id > $1 and ($2::uuid is null or member_id = $2)
                order by member_id limit $3),
            bounds as (
                select $1::uuid as low, count(*) as members,
                    case when count(*) < $3 and $2::uuid is null then 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid
                        else coalesce((select member_id from account order by member_id desc limit 1), $1) end as high,
                    (select member_id from account order by member_id desc limit 1) as last_member
                from account),
            entry as materialized (
                select e.member_id, e.id, e.type, e.points, e.seq, e.source, e.ref,
                    e.available_after, e.pending_after, e.held_after, e.debt_after,
                    sum(e.points) over w as running, row_number() over w as place
                from points_entry e, bounds b
                where e.member_id > b.low and e.member_id <= b.high and ($2::uuid is null or e.member_id = $2)
                window w as (partition by e.member_id order by e.seq)),
            ledger as (
                select e.member_id, sum(e.points) as points, count(*) as entries,
                    count(*) filter (where e.place <> e.seq
                        or e.running <> e.available_after + e.pending_after + e.held_after - e.debt_after) as broken,
                    count(*) filter (where k.entry_id is distinct from e.id
                        or k.member_id is distinct from e.member_id) as without_key
                from entry e
                -- limit: keeps the planner from reading all keys for each range.
                left join lateral (select b.entry_id, b.member_id from business_key b
                    where b.source = e.source and b.ref = e.ref and b.kind = e.type limit 1) k on true
                group by e.member_id),
            taken as (
                select l.member_id, l.lot_id, sum(l.amount) as amount
                from points_allocation l, bounds b
                where l.member_id > b.low and l.member_id <= b.high and ($2::uuid is null or l.member_id = $2)
                group by l.member_id, l.lot_id),
            lots as (
                select l.member_id, coalesce(sum(l.remaining) filter (where l.pending), 0) as pending,
                    coalesce(sum(l.remaining) filter (where not l.pending), 0) as available,
                    count(*) filter (where l.remaining <> l.earned + coalesce(t.amount, 0)) as broken
                from points_lot l join bounds b on l.member_id > b.low and l.member_id <= b.high
                left join taken t on t.member_id = l.member_id and t.lot_id = l.id
                where $2::uuid is null or l.member_id = $2
                group by l.member_id),
            compared as (
                select a.member_id, v.what, v.expected, v.actual
                from account a
                left join ledger e on e.member_id = a.member_id
                left join lots l on l.member_id = a.member_id
                left join entry x on x.member_id = a.member_id and x.seq = a.version
                cross join lateral (values
                    ('BALANCE_IS_SUM_OF_ENTRIES', coalesce(e.points, 0), a.available + a.pending + a.held - a.debt),
                    ('AVAILABLE_IS_SUM_OF_LOTS', coalesce(l.available, 0), a.available),
                    ('PENDING_IS_SUM_OF_LOTS', coalesce(l.pending, 0), a.pending),
                    ('HELD_IS_SUM_OF_HOLDS', 0, a.held),
                    ('DEBT_ONLY_WITHOUT_AVAILABLE', 0, least(a.debt, a.available)),
                    ('ENTRIES_FOLLOW_EACH_OTHER', 0, coalesce(e.broken, 0)),
                    ('ENTRIES_FOLLOW_EACH_OTHER', a.version, coalesce(e.entries, 0)),
                    ('LAST_ENTRY_IS_BALANCE', 0, case when a.version = 0
                        or (x.available_after, x.pending_after, x.held_after, x.debt_after)
                            = (a.available, a.pending, a.held, a.debt) then 0 else 1 end),
                    ('LOTS_MATCH_ALLOCATIONS', 0, coalesce(l.broken, 0)),
                    ('ENTRIES_HAVE_THEIR_KEYS', 0, coalesce(e.without_key, 0))) as v (what, expected, actual)
                where v.expected <> v.actual),
            homeless as (
                select distinct m.member_id from (select member_id from entry union select member_id from lots) m
                where not exists (select from account a where a.member_id = m.member_id))
            select member_id, what, expected::bigint as expected, actual::bigint as actual from compared
            union all select member_id, 'ACCOUNT_EXISTS', 1, 0 from homeless
            union all select null, 'TOTAL:' || type, count(*), sum(points)::bigint from entry group by type
            union all select last_member, 'RANGE', members,
                (select coalesce(sum(available + pending + held - debt), 0)::bigint from account) from bounds
            """;

    /** A range of business keys: {@code $1} to {@code $3} after which one, {@code $4} how many. */
    static final String KEYS = """
            with k as materialized (
                select * from business_key where (source, ref, kind) > ($1, $2, $3) order by source, ref, kind limit $4)
            select k.member_id, 0::bigint as keys, k.source, k.ref, k.kind from k
            where (select e.id from points_entry e where e.member_id = k.member_id and e.id = k.entry_id) is null
            union all
            select null, (select count(*) from k), source, ref, kind
            from (select * from k order by source desc, ref desc, kind desc limit 1) last_key
            """;

    private AuditStatements() {}
}
