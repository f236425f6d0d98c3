package dev.huiyuan.benefit;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeImpact;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What the discounts that tills recorded would have taken off bills under other percentages. */
@ApplicationScoped
class DiscountImpact implements ProgrammeImpact {
    private static final String BASIS = "按期内登记了金额且未撤销的折扣，以其当时的比例换算；未登记金额的折扣与赠品不计，不推算新增的优惠日";
    private static final double ALL_PERCENT = 100;

    private static final String TAKEN_OFF = """
            select benefit_code, rule_version, sum(amount_fen)::bigint as fen from benefit_use
            where kind = 'DISCOUNT' and used_on between $1 and $2 and reversed_at is null and amount_fen > 0
            group by benefit_code, rule_version
            """;

    private final ProgrammeService programme;

    DiscountImpact(ProgrammeService programme) {
        this.programme = programme;
    }

    /** What a discount took off under a version of the rules. */
    record TakenOff(String benefit, int ruleVersion, long fen) {}

    @Override
    public Uni<Part> estimate(SqlConnection connection, ProgrammeChange change, Period period) {
        Programme rules = change.before();
        return connection
                .preparedQuery(TAKEN_OFF)
                .execute(Tuple.of(
                        LocalDate.ofInstant(period.from(), rules.zone()),
                        LocalDate.ofInstant(period.until(), rules.zone())))
                .map(rows -> rows.stream()
                        .map(row -> new TakenOff(
                                row.getString("benefit_code"), row.getInteger("rule_version"), row.getLong("fen")))
                        .toList())
                .map(taken -> part(change, taken, this::percents));
    }

    private Map<String, Integer> percents(int ruleVersion) {
        for (ProgrammeVersion version : programme.versions()) {
            if (version.version() == ruleVersion) return percents(version.rules());
        }
        return Map.of();
    }

    /** The percentage of each discount, by its code. */
    private static Map<String, Integer> percents(Programme rules) {
        Map<String, Integer> percents = new TreeMap<>();
        for (Programme.Tier tier : rules.tiers()) {
            percents.put(CurrentRules.TIER_DISCOUNT + tier.code(), tier.discountPercent());
        }
        for (Programme.Occasion occasion : rules.calendar()) {
            percents.put(
                    CurrentRules.DISCOUNT + occasion.code(), occasion.offer().discountPercent());
        }
        return percents;
    }

    /**
     * The figures.
     *
     * @param percents the percentages of a version of the rules
     */
    static Part part(ProgrammeChange change, List<TakenOff> taken, IntFunction<Map<String, Integer>> percents) {
        Map<String, Integer> before = percents(change.before());
        Map<String, Integer> after = percents(change.after());
        Map<String, long[]> sums = new TreeMap<>();
        for (TakenOff one : taken) {
            int percent = percents.apply(one.ruleVersion).getOrDefault(one.benefit, 0);
            if (percent == 0) continue;
            long[] sum = sums.computeIfAbsent(one.benefit, benefit -> new long[2]);
            sum[0] += one.fen * before.getOrDefault(one.benefit, 0) / percent;
            sum[1] += one.fen * after.getOrDefault(one.benefit, 0) / percent;
        }
        List<Figure> figures = new ArrayList<>();
        sums.forEach((benefit, sum) -> figures.add(new Figure(benefit, Unit.FEN, sum[0], sum[1])));
        return new Part("discounts", BASIS, ALL_PERCENT, List.copyOf(figures));
    }
}
