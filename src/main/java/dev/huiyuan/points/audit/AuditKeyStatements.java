package dev.huiyuan.points.audit;

/**
 * The statements about business keys and about entries in pairs, both over ranges of entry ids: ids grow with time, in
 * which the tables lie, so a range is read in one go from each. An alias is a second key of an entry, which has its own.
 */
final class AuditKeyStatements {
    /**
     * Fingerprints of the entries after {@code $1} up to {@code $2} and of the keys that point at such entries: both
     * are sets, and sets with the same number of members and the same exclusive-or of their 64-bit hashes are the same.
     */
    static final String SCREEN = """
            select e.count as entries, k.count as keys, e.print is not distinct from k.print as alike
            from (select count(*) as count, bit_xor(hashtextextended(source, hashtextextended(ref, hashtextextended(
                    type collate "C", uuid_hash_extended(member_id, uuid_hash_extended(id, 0)))))) as print
                from points_entry where id > $1 and id <= $2) e
            cross join (select count(*) as count, bit_xor(hashtextextended(source, hashtextextended(ref,
                    hashtextextended(kind, uuid_hash_extended(member_id, uuid_hash_extended(entry_id, 0)))))) as print
                from business_key where entry_id > $1 and entry_id <= $2 and not alias) k
            """;

    /** Entries and keys of a range that do not belong to each other; at most {@code $3} rows. */
    static final String NAME = """
            with apart as (
                select e.member_id as owner, k.member_id as key_owner
                from (select member_id, id, source, ref, type from points_entry where id > $1 and id <= $2) e
                full join (select member_id, entry_id, source, ref, kind from business_key
                    where entry_id > $1 and entry_id <= $2 and not alias) k
                    on k.entry_id = e.id and k.member_id = e.member_id and k.source = e.source and k.ref = e.ref
                        and k.kind = e.type
                where e.id is null or k.entry_id is null)
            select 'ENTRIES_HAVE_THEIR_KEYS' as what, owner as member_id, 0::bigint as expected, count(*) as actual
            from apart where owner is not null group by owner
            union all select 'KEYS_HAVE_THEIR_ENTRIES', key_owner, 1, 0 from apart where key_owner is not null
            order by what, member_id limit $3
            """;

    /**
     * Entries of a range whose counterpart on the other account is missing, or does not cancel them out as seen from
     * the giving side. An undone merge may leave points with nobody: its explanation says how many.
     */
    static final String PAIRS = """
            with pair as (
                select e.member_id, e.id, o.id is not null and o.member_id <> e.member_id as complete,
                    case when e.type like '%OUT%' then e.points + coalesce(o.points, 0)
                        + case when e.type = 'MERGE_OUT_REVERSAL'
                            then coalesce((e.explanation ->> 'shortfall')::bigint, 0) else 0 end
                        else 0 end as rest
                from points_entry e
                left join business_key k on k.source = e.source and k.ref = e.ref and k.kind = case
                    when e.type like '%OUT%' then replace(e.type, '_OUT', '_IN')
                    else replace(e.type, '_IN', '_OUT') end
                left join points_entry o on o.member_id = k.member_id and o.id = k.entry_id and o.type = k.kind
                where e.id > $1 and e.id <= $2 and e.type in ('TRANSFER_OUT', 'TRANSFER_IN', 'TRANSFER_OUT_REVERSAL',
                    'TRANSFER_IN_REVERSAL', 'MERGE_OUT', 'MERGE_IN', 'MERGE_OUT_REVERSAL', 'MERGE_IN_REVERSAL'))
            select case when complete then 'PAIRS_CANCEL_OUT' else 'PAIRS_ARE_COMPLETE' end as what, member_id,
                case when complete then 0::bigint else 1 end as expected,
                case when complete then rest else 0 end as actual
            from pair where not complete or rest <> 0 order by id limit $3
            """;

    private AuditKeyStatements() {}
}
