package dev.huiyuan.points.audit;

/**
 * The statement that tells at one instant whether a range of members is in order, without saying who is not. It reads
 * each row once, sorts nothing and groups nothing by member, so that it costs little more than adding the tables up.
 *
 * <p>Entries: one with number {@code s} leads from the state {@code (member, s - 1, balance - points)} to the state
 * {@code (member, s, balance)}. The exclusive-or over the 64-bit hashes of all these states leaves only where the
 * chains begin and where they end: {@code (member, 0, 0)} and the account's own {@code (member, version, balance)}.
 * Every number up to the version then occurs an odd number of times, and as there are as many entries as the versions
 * say, each occurs once and begins with the balance that the one before left. The last one is compared with the account
 * figure by figure.
 *
 * <p>Sums that must be equal for each member (lots and account, open holds and account) or for each lot (earned less
 * remaining, and allocations) are compared in all, each amount weighted by 62 bits of its member's or lot's hash, in
 * two exact sums of 31 bits each: differences that are not all zero cancel out with a probability of 2^-62. Amounts
 * of 2^32 and more are outside of that arithmetic; a range that has one is always looked at member by member.
 */
final class AuditFingerprint {
    /**
     * Members after {@code $1} up to {@code $2}: {@code members}, {@code balance}, {@code totals} by type as JSON, and
     * whether the range is {@code sound}.
     */
    static final String STATEMENT = """
            with account as materialized (
                select a.member_id, a.available, a.pending, a.held, a.debt, a.version,
                    a.available + a.pending + a.held - a.debt as balance,
                    a.debt > 0 and a.available > 0
                        or a.merged_into is not null and (a.available > 0 or a.pending > 0 or a.held > 0 or a.debt > 0)
                        or a.merged_into is distinct from m.into_id as broken
                from points_account a left join points_merge m on m.from_id = a.member_id and m.undone_by is null
                where a.member_id > $1 and a.member_id <= $2),
            accounts as (
                select count(*) as members, coalesce(sum(balance), 0)::bigint as balance, count(*) filter (where broken)
                    as broken, coalesce(sum(version), 0) as entries, count(*) filter (where version > 0) as lasts,
                    coalesce(bit_xor(%1$s # %2$s), 0) as chain, max(greatest(available, pending, held)) as most,
                    coalesce(sum(%3$s) + sum(%5$s) + sum(%7$s), 0) as low,
                    coalesce(sum(%4$s) + sum(%6$s) + sum(%8$s), 0) as high
                from (select *, uuid_hash_extended(member_id, 0) as a, uuid_hash_extended(member_id, 1) as p,
                    uuid_hash_extended(member_id, 2) as h from account offset 0) weighted),
            entry as materialized (
                select e.type, count(*) as entries, sum(e.points)::bigint as points,
                    bit_xor(hashint8extended(e.available_after + e.pending_after + e.held_after - e.debt_after,
                            uuid_hash_extended(e.member_id, e.seq))
                        # hashint8extended(e.available_after + e.pending_after + e.held_after - e.debt_after - e.points,
                            uuid_hash_extended(e.member_id, e.seq - 1))) as chain,
                    count(*) filter (where e.available_after = a.available and e.pending_after = a.pending
                        and e.held_after = a.held and e.debt_after = a.debt) as lasts
                from points_entry e left join account a on a.member_id = e.member_id and a.version = e.seq
                where e.member_id > $1 and e.member_id <= $2 group by e.type),
            entries as (
                select coalesce(sum(entries), 0) as entries, coalesce(bit_xor(chain), 0) as chain,
                    coalesce(sum(lasts), 0) as lasts, coalesce(sum(entries) filter (where type = 'HOLD'), 0) as holds,
                    coalesce(jsonb_agg(jsonb_build_object('type', type, 'entries', entries, 'points', points)), '[]')
                        as totals
                from entry),
            lots as (
                select coalesce(sum(%9$s), 0) as low, coalesce(sum(%10$s), 0) as high, coalesce(sum(%11$s), 0)
                    as taken_low, coalesce(sum(%12$s), 0) as taken_high, max(earned) as most
                from (select remaining, earned - remaining as taken, earned, uuid_hash_extended(id, 0) as l,
                    uuid_hash_extended(member_id, case when pending then 1 else 0 end) as m
                    from points_lot where member_id > $1 and member_id <= $2 offset 0) weighted),
            taken as (
                select coalesce(sum(%13$s), 0) as low, coalesce(sum(%14$s), 0) as high, max(abs(amount)) as most
                from (select amount %% 4294967296 as rest, amount, uuid_hash_extended(lot_id, 0) as l
                    from points_allocation where member_id > $1 and member_id <= $2 offset 0) weighted),
            holds as (
                select count(*) as holds, count(*) filter (where broken) as broken, coalesce(sum(%15$s), 0) as low,
                    coalesce(sum(%16$s), 0) as high, max(points) as most
                from (select case when h.state = 'OPEN' then h.points else 0 end as points, %17$s as broken,
                    uuid_hash_extended(h.member_id, 2) as m
                    from points_hold h %18$s where h.member_id > $1 and h.member_id <= $2 offset 0) weighted)
            select a.members, a.balance, e.totals::text as totals,
                a.broken = 0 and a.entries = e.entries and a.lasts = e.lasts and a.chain = e.chain
                    and a.low = l.low + h.low and a.high = l.high + h.high
                    and l.taken_low + t.low = 0 and l.taken_high + t.high = 0
                    and h.broken = 0 and h.holds = e.holds
                    and coalesce(greatest(a.most, l.most, t.most, h.most), 0) < 4294967296 as sound
            from accounts a, entries e, lots l, taken t, holds h
            """.formatted(
                    state("balance", "version"),
                    state("0", "0"),
                    low("a", "available"),
                    high("a", "available"),
                    low("p", "pending"),
                    high("p", "pending"),
                    low("h", "held"),
                    high("h", "held"),
                    low("m", "remaining"),
                    high("m", "remaining"),
                    low("l", "taken"),
                    high("l", "taken"),
                    signedLow("l", "rest"),
                    signedHigh("l", "rest"),
                    low("m", "points"),
                    high("m", "points"),
                    HoldParts.IS_BROKEN,
                    HoldParts.JOIN);

    private AuditFingerprint() {}

    private static String state(String balance, String number) {
        return "hashint8extended(" + balance + ", uuid_hash_extended(member_id, " + number + "))";
    }

    private static String low(String hash, String amount) {
        return signedLow(hash, "(" + amount + " & 4294967295)");
    }

    private static String high(String hash, String amount) {
        return signedHigh(hash, "(" + amount + " & 4294967295)");
    }

    private static String signedLow(String hash, String amount) {
        return "(" + hash + " & 2147483647) * " + amount;
    }

    private static String signedHigh(String hash, String amount) {
        return "((" + hash + " >> 31) & 2147483647) * " + amount;
    }
}
