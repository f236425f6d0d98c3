package dev.huiyuan.points.audit;

/** The statements about the members of a range that is not sound: one finds who they are, one names what differs. */
final class AuditStatements {
    /**
     * Who of the members after {@code $1} up to {@code $2} breaks a rule, whichever it is: at most {@code $3} ids, and
     * in each row how many they are. It looks at each member as {@link AuditFingerprint} looks at the range.
     */
    static final String SUSPECTS =
            """
            with entry as (
                select member_id, count(*) as entries, count(*) filter (where type = 'HOLD') as holds,
                    bit_xor(hashint8extended(available_after + pending_after + held_after - debt_after, seq)
                        # hashint8extended(available_after + pending_after + held_after - debt_after - points, seq - 1))
                        as chain
                from points_entry where member_id > $1 and member_id <= $2 group by member_id),
            taken as (
                select member_id, lot_id, sum(amount) as amount from points_allocation
                where member_id > $1 and member_id <= $2 group by member_id, lot_id),
            lots as (
                select l.member_id, coalesce(sum(l.remaining) filter (where l.pending), 0) as pending,
                    coalesce(sum(l.remaining) filter (where not l.pending), 0) as available,
                    count(*) filter (where l.remaining <> l.earned + coalesce(t.amount, 0)) as broken
                from points_lot l left join taken t on t.member_id = l.member_id and t.lot_id = l.id
                where l.member_id > $1 and l.member_id <= $2 group by l.member_id),
            holds as (
                select h.member_id, count(*) as holds,
                    coalesce(sum(h.points) filter (where h.state = 'OPEN'), 0) as held,
                    count(*) filter (where IS_BROKEN) as broken
                from points_hold h JOIN_OF_HOLD
                where h.member_id > $1 and h.member_id <= $2 group by h.member_id),
            account as (
                select a.*, a.available + a.pending + a.held - a.debt as balance, m.into_id
                from points_account a left join points_merge m on m.from_id = a.member_id and m.undone_by is null
                where a.member_id > $1 and a.member_id <= $2),
            last as (
                select a.member_id from account a join points_entry e on e.member_id = a.member_id and e.seq = a.version
                where e.member_id > $1 and e.member_id <= $2
                    and (e.available_after, e.pending_after, e.held_after, e.debt_after)
                        = (a.available, a.pending, a.held, a.debt)
                group by a.member_id),
            suspect as materialized (
                select coalesce(a.member_id, e.member_id, l.member_id) as member_id
                from account a
                full join entry e on e.member_id = a.member_id
                full join lots l on l.member_id = coalesce(a.member_id, e.member_id)
                left join holds h on h.member_id = a.member_id
                left join last x on x.member_id = a.member_id
                where a.member_id is null or a.version <> coalesce(e.entries, 0)
                    or (hashint8extended(a.balance, a.version) # hashint8extended(0, 0)) <> coalesce(e.chain, 0)
                    or a.version > 0 and x.member_id is null
                    or a.available <> coalesce(l.available, 0) or a.pending <> coalesce(l.pending, 0)
                    or l.broken > 0 or a.held <> coalesce(h.held, 0) or h.broken > 0
                    or coalesce(e.holds, 0) <> coalesce(h.holds, 0)
                    or a.debt > 0 and a.available > 0
                    or a.merged_into is not null and (a.available > 0 or a.pending > 0 or a.held > 0 or a.debt > 0)
                    or a.merged_into is distinct from a.into_id)
            select member_id, (select count(*) from suspect) as suspects from suspect limit $3
            """.replace("JOIN_OF_HOLD", HoldParts.JOIN).replace("IS_BROKEN", HoldParts.IS_BROKEN);

    /**
     * Every rule for each of the members {@code $1}, followed entry by entry, at one instant; their business keys too
     * where {@code $2}; at most {@code $3} rows of {@code what, member_id, expected, actual}.
     */
    static final String NAME = """
            with asked as (select distinct member_id from unnest($1::uuid[]) as u (member_id)),
            entry as materialized (
                select e.member_id, e.id, e.type, e.points, e.seq, e.source, e.ref,
                    e.available_after, e.pending_after, e.held_after, e.debt_after,
                    sum(e.points) over w as running, row_number() over w as place
                from points_entry e where e.member_id = any($1)
                window w as (partition by e.member_id order by e.seq)),
            ledger as (
                select e.member_id, sum(e.points) as points, count(*) as entries,
                    count(*) filter (where e.type = 'HOLD') as holds,
                    count(*) filter (where e.place <> e.seq
                        or e.running <> e.available_after + e.pending_after + e.held_after - e.debt_after) as broken
                from entry e group by e.member_id),
            keys as (
                select e.member_id, count(*) filter (where k.entry_id is distinct from e.id
                    or k.member_id is distinct from e.member_id) as missing
                from entry e
                -- limit: one look into the index each, rather than a read of all keys.
                left join lateral (select b.entry_id, b.member_id from business_key b
                    where b.source = e.source and b.ref = e.ref and b.kind = e.type limit 1) k on true
                where $2 group by e.member_id),
            taken as (
                select l.member_id, l.lot_id, sum(l.amount) as amount from points_allocation l
                where l.member_id = any($1) group by l.member_id, l.lot_id),
            lots as (
                select l.member_id, coalesce(sum(l.remaining) filter (where l.pending), 0) as pending,
                    coalesce(sum(l.remaining) filter (where not l.pending), 0) as available,
                    count(*) filter (where l.remaining <> l.earned + coalesce(t.amount, 0)) as broken
                from points_lot l left join taken t on t.member_id = l.member_id and t.lot_id = l.id
                where l.member_id = any($1) group by l.member_id),
            holds as (
                select h.member_id, count(*) as holds,
                    coalesce(sum(h.points) filter (where h.state = 'OPEN'), 0) as held,
                    count(*) filter (where IS_BROKEN) as broken
                from points_hold h JOIN_OF_HOLD
                where h.member_id = any($1) group by h.member_id)
            select v.what, a.member_id, v.expected::bigint as expected, v.actual::bigint as actual
            from points_account a
            left join ledger e on e.member_id = a.member_id
            left join keys k on k.member_id = a.member_id
            left join lots l on l.member_id = a.member_id
            left join holds h on h.member_id = a.member_id
            left join points_merge m on m.from_id = a.member_id and m.undone_by is null
            cross join lateral (
                select count(*) = 1 as fits from entry x where x.member_id = a.member_id and x.seq = a.version
                    and (x.available_after, x.pending_after, x.held_after, x.debt_after)
                        = (a.available, a.pending, a.held, a.debt)) last
            cross join lateral (values
                ('BALANCE_IS_SUM_OF_ENTRIES', coalesce(e.points, 0), a.available + a.pending + a.held - a.debt),
                ('AVAILABLE_IS_SUM_OF_LOTS', coalesce(l.available, 0), a.available),
                ('PENDING_IS_SUM_OF_LOTS', coalesce(l.pending, 0), a.pending),
                ('HELD_IS_SUM_OF_HOLDS', coalesce(h.held, 0), a.held),
                ('HOLDS_MATCH_ENTRIES', 0, coalesce(h.broken, 0)),
                ('HOLDS_MATCH_ENTRIES', coalesce(e.holds, 0), coalesce(h.holds, 0)),
                ('DEBT_ONLY_WITHOUT_AVAILABLE', 0, least(a.debt, a.available)),
                ('ENTRIES_FOLLOW_EACH_OTHER', 0, coalesce(e.broken, 0)),
                ('ENTRIES_FOLLOW_EACH_OTHER', a.version, coalesce(e.entries, 0)),
                ('LAST_ENTRY_IS_BALANCE', 0, case when a.version = 0 or last.fits then 0 else 1 end),
                ('LOTS_MATCH_ALLOCATIONS', 0, coalesce(l.broken, 0)),
                ('MERGED_IS_EMPTY', 0, case when a.merged_into is null then 0
                    else greatest(a.available, a.pending, a.held, a.debt) end),
                ('MERGED_AS_RECORDED', 0, case when a.merged_into is distinct from m.into_id then 1 else 0 end),
                ('ENTRIES_HAVE_THEIR_KEYS', 0, coalesce(k.missing, 0))) as v (what, expected, actual)
            where a.member_id = any($1) and v.expected <> v.actual
            union all
            select 'ACCOUNT_EXISTS', q.member_id, 1, 0 from asked q
            where not exists (select from points_account a where a.member_id = q.member_id)
                and (exists (select from points_entry e where e.member_id = q.member_id)
                    or exists (select from points_lot l where l.member_id = q.member_id))
            order by member_id, what, expected limit $3
            """.replace("JOIN_OF_HOLD", HoldParts.JOIN).replace("IS_BROKEN", HoldParts.IS_BROKEN);

    private AuditStatements() {}
}
