package dev.huiyuan.tier;

/** The statement that recomputes what the orders of a period earn. */
final class PointsRecomputed {
    /**
     * The orders of sampled members. An order outside the points programme carries no multiplier and earns nothing under
     * any rules.
     */
    private static final String ORDERS = """
            sampled as materialized (
                select member_id, tier_code from tier_standing tablesample bernoulli ($1) repeatable (1)),
            orders as materialized (
                select e.member_id, e.id, e.seq, e.amount_fen, e.points as booked, e.store_id, e.channel, s.tier_code,
                    local.at::date as day, local.at::time as time,
                    coalesce(e.explanation ->> 'percent' = '0', false) or e.amount_fen = 0 as nothing,
                    case when m.birthday_lunar then m.birthday_month = d.moon
                        else m.birthday_month = extract(month from local.at) end as birthday
                from sampled s
                    join points_entry e on e.member_id = s.member_id
                    join member m on m.id = s.member_id
                    cross join lateral (select e.occurred_at at time zone $2::text as at) local
                    left join unnest($5::date[], $6::int[]) as d (day, moon) on d.day = local.at::date
                where e.type = 'ACCRUAL' and e.occurred_at >= $3 and e.occurred_at < $4)
            """;

    /** What was refunded of the orders: after a merge that is booked on the account that goes on. */
    private static final String REFUNDS = """
            holders (member_id, holder_id) as (
                select member_id, member_id from sampled
                union
                select h.member_id, a.merged_into from holders h join points_account a on a.member_id = h.holder_id
                where a.merged_into is not null),
            refunds as (
                select o.id, -sum(x.amount_fen)::bigint as fen, sum(x.points)::bigint as points
                from orders o join holders h on h.member_id = o.member_id
                    join points_entry x on x.member_id = h.holder_id and x.reversed_entry_id = o.id
                where x.type = 'ACCRUAL_REVERSAL' group by o.id)
            """;

    /** What raises the points of an order: the member's tier, the birthday month and the calendar. */
    private static final String FACTORS = """
            factors as (
                select o.id, t.percent, 0::bigint as addition
                from orders o join unnest($7::text[], $8::int[]) as t (code, percent) on t.code = o.tier_code
                where t.percent > 100
                union all
                select o.id, $9::int, 0 from orders o where o.birthday and $9::int > 100
                union all
                select o.id, w.percent, w.addition
                from orders o join jsonb_to_recordset($10::text::jsonb) as w (day date, begins time, ends time,
                        stores uuid[], channels text[], tiers text[], percent int, addition bigint)
                    on w.day = o.day and o.time >= w.begins and o.time < w.ends
                where (w.stores is null or o.store_id = any(w.stores))
                    and (w.channels is null or o.channel = any(w.channels))
                    and (w.tiers is null or o.tier_code = any(w.tiers))),
            raised as (
                select id, sum(addition)::bigint as addition,
                    coalesce(array_agg(percent order by percent desc) filter (where percent > 100), '{}') as percents
                from factors group by id)
            """;

    /** Several multipliers become one, the highest first, each step cut off to a whole percent as the ledger does it. */
    private static final String COMBINED = """
            folded (percents, done, percent) as (
                select distinct percents, 0, 100::bigint from raised
                union all
                select percents, done + 1, case $11::text
                    when 'HIGHEST' then greatest(percent, percents[done + 1])
                    when 'MULTIPLY' then percent * percents[done + 1] / 100
                    else percent + percents[done + 1] - 100 end
                from folded where done < cardinality(percents)),
            combined as (select percents, percent from folded where done = cardinality(percents))
            """;

    /**
     * The rest of an order after its refunds earns by the same figures: what a limit cut is cut again, and nothing earns
     * nothing.
     */
    private static final String EARNED = """
            uncut as (
                select o.*, o.amount_fen - coalesce(b.fen, 0) as left_fen, coalesce(b.points, 0) as returned,
                    coalesce(c.percent, 100) as percent, coalesce(r.addition, 0) as addition,
                    case when o.nothing then 0 else (o.amount_fen * $12::bigint * coalesce(c.percent, 100) + $13::bigint)
                        / 10000 + coalesce(r.addition, 0) end as points
                from orders o left join refunds b using (id) left join raised r using (id)
                    left join combined c using (percents)),
            limited as (
                select u.*, least($14::bigint, greatest(0, $15::bigint - coalesce(sum(least(points, $14::bigint)) over (
                        partition by member_id, day order by seq rows between unbounded preceding and 1 preceding), 0)
                    )::bigint) as most
                from uncut u),
            earned as (
                select member_id, booked, returned, least(points, most) as points,
                    case when nothing or left_fen <= 0 then 0
                        else least(most, (left_fen * $12::bigint * percent + $13::bigint) / 10000 + addition) end as kept
                from limited)
            """;

    static final String STATEMENT =
            "with recursive " + String.join(", ", ORDERS, REFUNDS, FACTORS, COMBINED, EARNED) + """
            select count(*) as orders, count(distinct member_id) as members,
                coalesce(sum(booked + returned), 0)::bigint as booked, coalesce(sum(points), 0)::bigint as earned,
                coalesce(sum(kept), 0)::bigint as points
            from earned
            """;

    private PointsRecomputed() {}
}
