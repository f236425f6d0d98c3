package dev.huiyuan.tier;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeImpact;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;

/**
 * What the orders of a period earn under one set of rules and the other. It stands here rather than with the points,
 * because the multiplier is that of the member's tier.
 */
@ApplicationScoped
class PointsImpact implements ProgrammeImpact {
    private static final String BASIS = "按期内订单及其退款，以积分率、取整、上限、会员现有等级倍数、公历与农历生日月倍数、日历倍数与额外赠分重算";
    /** No limit of points is above: every JSON reader keeps integers up to here exact. */
    private static final long UNLIMITED = 9_007_199_254_740_991L;

    private final MemberSample sample;
    private final ProgrammeService programme;
    private final Json json;

    PointsImpact(MemberSample sample, ProgrammeService programme, Json json) {
        this.sample = sample;
        this.programme = programme;
        this.json = json;
    }

    /**
     * What a period comes to, scaled up to all members.
     *
     * @param booked what was booked for its orders, without what refunds took back
     * @param earned what the orders earn
     * @param points what is left of that after refunds
     */
    private record Totals(long orders, long members, long booked, long earned, long points, long costFen) {
        long refunded() {
            return earned - points;
        }
    }

    /** Both sets of rules are seen on the same members: what differs is the rules and not the sample. */
    @Override
    public Uni<Part> estimate(SqlConnection connection, ProgrammeChange change, Period period) {
        return sample.percent(connection)
                .chain(percent -> totals(connection, change.before(), period, percent)
                        .chain(before -> totals(connection, change.after(), period, percent)
                                .map(after -> part(before, after, percent))));
    }

    private Uni<Totals> totals(SqlConnection connection, Programme rules, Period period, double percent) {
        List<Programme.Tier> tiers = rules.tiers();
        Programme.Earning earning = rules.earning();
        CalendarWindows calendar = new CalendarWindows(
                rules,
                LocalDate.ofInstant(period.from(), rules.zone()),
                LocalDate.ofInstant(period.until(), rules.zone()),
                programme.storesByCode());
        return connection
                .preparedQuery(PointsRecomputed.STATEMENT)
                .execute(Tuple.from(List.of(
                        (float) percent,
                        rules.zone().getId(),
                        timestamp(period.from()),
                        timestamp(period.until()),
                        calendar.days(),
                        calendar.moons(),
                        tiers.stream().map(Programme.Tier::code).toArray(String[]::new),
                        tiers.stream().map(Programme.Tier::multiplierPercent).toArray(Integer[]::new),
                        rules.birthday().multiplierPercent(),
                        json.text(calendar.windows()),
                        earning.combination().name(),
                        (long) earning.pointsPerYuan(),
                        bias(earning.rounding()),
                        earning.maxPointsPerOrder() == null ? UNLIMITED : earning.maxPointsPerOrder(),
                        earning.maxPointsPerDay() == null ? UNLIMITED : earning.maxPointsPerDay())))
                .map(rows -> totals(rows.iterator().next(), rules, percent));
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
                MemberSample.scaled(row.getLong("earned"), percent),
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
                        new Figure("refunded-points", Unit.POINTS, before.refunded(), after.refunded()),
                        new Figure("points", Unit.POINTS, before.points, after.points),
                        new Figure("cost", Unit.FEN, before.costFen, after.costFen)));
    }
}
