package dev.huiyuan.tier;

/**
 * The statements that compare {@code tier_spend_day} with what orders and their refunds have left. Members who were ever
 * part of a merge are followed on their own, as their orders and refunds are on several accounts; all others have theirs
 * on one account, and so in one range.
 */
final class SpendAuditStatements {
    /**
     * Whether a range is {@code sound}, and who of it is {@code tied} to others by merges. Reads each row once and groups
     * nothing but refunds: both sides are summed up in all, each amount weighted by 31 bits of the hash of its member
     * and day, twice with other bits. Differences that are not all zero cancel out with a probability of 2^-62. An amount
     * of 2^31 and more is outside of that arithmetic: such a range is not called sound.
     */
    private static final String SCREEN = """
            with tied as materialized (
                select from_id as id from points_merge union select into_id from points_merge),
            booked as (
                select sum(low * fen + high) as low, sum(high * fen + low) as high, max(amount) as most
                from (select amount, amount & 2147483647 as fen, h & 2147483647 as low, (h >> 31) & 2147483647 as high
                    from (select e.amount_fen as amount, HASH(e.member_id, DAY_OF(e)) as h from points_entry e
                        where e.member_id > $1 and e.member_id <= $2 and e.type = 'ACCRUAL' and e.amount_fen > 0
                            and not exists (select from tied t where t.id = e.member_id) offset 0) hashed) weighted),
            refunds as materialized (
                select member_id, reversed_entry_id as id, sum(amount_fen)::bigint as fen from points_entry
                where member_id > $1 and member_id <= $2 and reversed_entry_id is not null
                    and type = 'ACCRUAL_REVERSAL' group by member_id, reversed_entry_id),
            refunded as (
                select sum(low * fen - high * gone) as low, sum(high * fen - low * gone) as high, max(-amount) as most
                from (select amount, -(-amount & 2147483647) as fen, gone, h & 2147483647 as low,
                        (h >> 31) & 2147483647 as high
                    from (select r.fen as amount, case when o.amount_fen + r.fen <= 0 then 1 else 0 end as gone,
                            HASH(o.member_id, DAY_OF(o)) as h
                        from refunds r join points_entry o on o.member_id = r.member_id and o.id = r.id
                        where o.type = 'ACCRUAL'
                            and not exists (select from tied t where t.id = r.member_id) offset 0) hashed) weighted),
            days as (
                select sum(low * fen + high * orders) as low, sum(high * fen + low * orders) as high,
                    max(greatest(spend_fen, orders)) as most
                from (select spend_fen, orders, spend_fen & 2147483647 as fen, h & 2147483647 as low,
                        (h >> 31) & 2147483647 as high
                    from (select d.spend_fen, d.orders::bigint as orders, HASH(d.member_id, d.day) as h
                        from tier_spend_day d where d.member_id > $1 and d.member_id <= $2
                            and not exists (select from tied t where t.id = d.member_id) offset 0) hashed) weighted)
            select coalesce(b.low, 0) + coalesce(r.low, 0) = coalesce(d.low, 0)
                    and coalesce(b.high, 0) + coalesce(r.high, 0) = coalesce(d.high, 0)
                    and coalesce(greatest(b.most, r.most, d.most), 0) < 2147483648 as sound,
                array(select id from tied where id > $1 and id <= $2) as tied
            from booked b, refunded r, days d
            """;

    /** Days of untied members of a range that differ: at most {@code $4} rows. */
    private static final String RANGE = """
            with tied as materialized (
                select from_id as id from points_merge union select into_id from points_merge),
            refunds as materialized (
                select member_id, reversed_entry_id as id, sum(amount_fen)::bigint as fen from points_entry
                where member_id > $1 and member_id <= $2 and reversed_entry_id is not null
                    and type = 'ACCRUAL_REVERSAL' group by member_id, reversed_entry_id),
            expected as (
                select e.member_id, DAY_OF(e) as day, sum(e.amount_fen + coalesce(r.fen, 0))::bigint as fen,
                    count(*) as orders
                from points_entry e left join refunds r on r.member_id = e.member_id and r.id = e.id
                where e.member_id > $1 and e.member_id <= $2 and e.type = 'ACCRUAL'
                    and e.amount_fen + coalesce(r.fen, 0) > 0
                    and not exists (select from tied t where t.id = e.member_id)
                group by 1, 2),
            actual as (
                select d.member_id, d.day, d.spend_fen as fen, d.orders::bigint as orders from tier_spend_day d
                where d.member_id > $1 and d.member_id <= $2
                    and not exists (select from tied t where t.id = d.member_id))
            DIFFERING limit $4
            """;

    /**
     * Days of the members {@code $1} that differ, by the orders of all accounts that are merged into theirs: at most
     * {@code $2} rows. An account that is merged into another one has no days.
     */
    private static final String MEMBERS = """
            with recursive held (root, id) as (
                select r.id, r.id from unnest($1::uuid[]) as r (id)
                where not exists (select from points_merge m where m.from_id = r.id and m.undone_by is null)
                union select h.root, m.from_id from points_merge m join held h on m.into_id = h.id
                where m.undone_by is null),
            orders as (
                select h.root, e.occurred_at, e.amount_fen + coalesce(r.fen, 0) as left_fen
                from held h join points_entry e on e.member_id = h.id and e.type = 'ACCRUAL' and e.amount_fen > 0
                left join lateral (
                    select sum(o.amount_fen)::bigint as fen from points_entry o
                    where o.reversed_entry_id = e.id and o.type = 'ACCRUAL_REVERSAL' and o.member_id = any(
                        array(with recursive holder (id) as (select e.member_id
                            union select m.into_id from points_merge m join holder x on m.from_id = x.id)
                            select id from holder))) r on true),
            expected as (
                select e.root as member_id, DAY_OF(e) as day, sum(e.left_fen)::bigint as fen, count(*) as orders
                from orders e where e.left_fen > 0 group by 1, 2),
            actual as (
                select d.member_id, d.day, d.spend_fen as fen, d.orders::bigint as orders from tier_spend_day d
                where d.member_id = any($1))
            DIFFERING limit $2
            """;

    private static final String DIFFERING = """
            select coalesce(e.member_id, a.member_id) as member_id, coalesce(e.fen, 0) as expected_fen,
                coalesce(a.fen, 0) as fen, coalesce(e.orders, 0) as expected_orders, coalesce(a.orders, 0) as orders
            from expected e full join actual a on a.member_id = e.member_id and a.day = e.day
            where coalesce(e.fen, 0) <> coalesce(a.fen, 0) or coalesce(e.orders, 0) <> coalesce(a.orders, 0)
            order by 1, coalesce(e.day, a.day)
            """;

    /** The day of an order, in the one zone that the programme ever had. */
    private static final String ONE_ZONE = "($1.occurred_at at time zone ZONES)::date";

    /** The day of an order in the zone of its time; zones as JSON, each with its beginning. */
    private static final String ZONE_OF_TIME =
            "($1.occurred_at at time zone (select z.zone from jsonb_to_recordset(ZONES::jsonb)"
                    + " as z (since timestamptz, zone text) where z.since <= $1.occurred_at"
                    + " order by z.since desc limit 1))::date";

    private SpendAuditStatements() {}

    static String screen(boolean oneZone) {
        return over(SCREEN, oneZone);
    }

    static String range(boolean oneZone) {
        return over(RANGE, oneZone);
    }

    static String members(boolean oneZone) {
        return over(MEMBERS, oneZone);
    }

    /** What is put together are constants. */
    private static String over(String sql, boolean oneZone) {
        String day = oneZone ? ONE_ZONE : ZONE_OF_TIME;
        return sql.replace("DIFFERING", DIFFERING)
                .replaceAll("DAY_OF\\((\\w)\\)", day)
                .replaceAll(
                        "HASH\\((\\w\\.member_id), (.+)\\) as h",
                        "uuid_hash_extended($1, ($2 - date '2000-01-01')) as h")
                .replace("ZONES", "$3::text");
    }
}
