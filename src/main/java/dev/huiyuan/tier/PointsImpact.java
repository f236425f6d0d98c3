package dev.huiyuan.tier;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/**
 * What the orders of a period earn under one set of rules and the other. It stands here rather than with the points,
 * because the multiplier is that of the member's tier.
 */
@ApplicationScoped
class PointsImpact implements ProgrammeImpact {
    private static final String BASIS = "按期内订单、基础积分率、取整、上限、会员现有等级倍数与公历生日月倍数重算；不计日历倍数、额外赠分与退款";
    private static final int PLAIN_PERCENT = 100;
    /** No limit of points is above: every JSON reader keeps integers up to here exact. */
    private static final long UNLIMITED = 9_007_199_254_740_991L;

    /**
     * An order outside the points programme carries no multiplier and earns nothing under any rules. Both sets of rules
     * are seen on the same members: what differs is the rules and not the sample.
     */
    private static final String RECOMPUTED = """
            with orders as (
                select e.member_id, (e.occurred_at at time zone $2::text)::date as day, e.points as booked,
                    case when e.explanation ->> 'percent' = '0' then 0 else least($10::bigint,
                        (e.amount_fen * $5::bigint * case
                            when m.birthday_month = extract(month from e.occurred_at at time zone $2::text)
                                then coalesce(t.birthday_percent, $12::int)
                            else coalesce(t.percent, 100) end + $9::bigint) / 10000) end as points
                from tier_standing s tablesample bernoulli ($1) repeatable (1)
                    join points_entry e on e.member_id = s.member_id
                    join member m on m.id = s.member_id
                    left join unnest($6::text[], $7::int[], $8::int[]) as t (code, percent, birthday_percent)
                        on t.code = s.tier_code
                where e.type = 'ACCRUAL' and e.occurred_at >= $3 and e.occurred_at < $4),
            days as (
                select member_id, count(*) as orders, sum(booked) as booked, least(sum(points), $11::bigint) as points
                from orders group by member_id, day)
            select coalesce(sum(orders), 0)::bigint as orders, count(distinct member_id) as members,
                coalesce(sum(booked), 0)::bigint as booked, coalesce(sum(points), 0)::bigint as points
            from days
            """;

    private final MemberSample sample;

    PointsImpact(MemberSample sample) {
        this.sample = sample;
    }

    /** What a period comes to, scaled up to all members. */
    private record Totals(long orders, long members, long booked, long points, long costFen) {}

    @Override
    public Uni<Part> estimate(SqlConnection connection, ProgrammeChange change, Period period) {
        return sample.percent(connection)
                .chain(percent -> totals(connection, change.before(), period, percent)
                        .chain(before -> totals(connection, change.after(), period, percent)
                                .map(after -> part(before, after, percent))));
    }

    private static Uni<Totals> totals(SqlConnection connection, Programme rules, Period period, double percent) {
        List<Programme.Tier> tiers = rules.tiers();
        Programme.Earning earning = rules.earning();
        return connection
                .preparedQuery(RECOMPUTED)
                .execute(Tuple.from(List.of(
                        (float) percent,
                        rules.zone().getId(),
                        timestamp(period.from()),
                        timestamp(period.until()),
                        (long) earning.pointsPerYuan(),
                        tiers.stream().map(Programme.Tier::code).toArray(String[]::new),
                        tiers.stream().map(Programme.Tier::multiplierPercent).toArray(Integer[]::new),
                        tiers.stream()
                                .map(tier -> inBirthdayMonth(tier.multiplierPercent(), rules))
                                .toArray(Integer[]::new),
                        bias(earning.rounding()),
                        earning.maxPointsPerOrder() == null ? UNLIMITED : earning.maxPointsPerOrder(),
                        earning.maxPointsPerDay() == null ? UNLIMITED : earning.maxPointsPerDay(),
                        rules.birthday().multiplierPercent())))
                .map(rows -> totals(rows.iterator().next(), rules, percent));
    }

    /** A tier's multiplier together with that of the birthday month, in percent. */
    static int inBirthdayMonth(int tierPercent, Programme rules) {
        int birthday = rules.birthday().multiplierPercent();
        return switch (rules.earning().combination()) {
            case HIGHEST -> Math.max(tierPercent, birthday);
            case MULTIPLY -> tierPercent * birthday / PLAIN_PERCENT;
            case ADD -> tierPercent + birthday - PLAIN_PERCENT;
        };
    }

    /** What is added to ten-thousandths of a point before the fraction is cut off. */
    private static long bias(Programme.Rounding rounding) {
        return switch (rounding) {
            case FLOOR -> 0;
            case HALF_UP -> 5_000;
            case CEILING -> 9_999;
        };
    }

    private static Totals totals(Row row, Programme rules, double percent) {
        long points = MemberSample.scaled(row.getLong("points"), percent);
        return new Totals(
                MemberSample.scaled(row.getLong("orders"), percent),
                MemberSample.scaled(row.getLong("members"), percent),
                MemberSample.scaled(row.getLong("booked"), percent),
                points,
                points * 100 / rules.points().pointsPerYuan());
    }

    private static Part part(Totals before, Totals after, double percent) {
        return new Part(
                "points",
                BASIS,
                percent,
                List.of(
                        new Figure("orders", Unit.ORDERS, before.orders, after.orders),
                        new Figure("members", Unit.MEMBERS, before.members, after.members),
                        new Figure("booked-points", Unit.POINTS, before.booked, after.booked),
                        new Figure("points", Unit.POINTS, before.points, after.points),
                        new Figure("cost", Unit.FEN, before.costFen, after.costFen)));
    }
}
