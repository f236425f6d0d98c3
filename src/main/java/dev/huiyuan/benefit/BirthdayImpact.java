package dev.huiyuan.benefit;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import dev.huiyuan.programme.ProgrammeImpact;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How many birthday meals and hand-written cards the birthdays of a period come to. */
@ApplicationScoped
class BirthdayImpact implements ProgrammeImpact {
    private static final String BASIS = "按期内过生日（含农历）的现有会员及其现有等级；不计库存与间隔天数";
    private static final double ALL_PERCENT = 100;

    private static final String BIRTHDAYS = """
            select t.tier_code, count(*) as members
            from unnest($1::boolean[], $2::smallint[], $3::smallint[]) as d (lunar, month, day)
                join member m on m.birthday_lunar = d.lunar and m.birthday_month = d.month and m.birthday_day = d.day
                join tier_standing t on t.member_id = m.id
            where m.state = 'ACTIVE' and m.offers_joined_at is not null
            group by t.tier_code
            """;

    @Override
    public Uni<Part> estimate(SqlConnection connection, ProgrammeChange change, Period period) {
        Programme rules = change.before();
        List<BirthdayOccasion> days = BirthdayRules.between(
                LocalDate.ofInstant(period.from(), rules.zone()), LocalDate.ofInstant(period.until(), rules.zone()));
        return connection
                .preparedQuery(BIRTHDAYS)
                .execute(Tuple.of(
                        days.stream().map(BirthdayOccasion::byMoon).toArray(Boolean[]::new),
                        days.stream().map(day -> (short) day.month()).toArray(Short[]::new),
                        days.stream().map(day -> (short) day.day()).toArray(Short[]::new)))
                .map(rows -> {
                    Map<String, Long> byTier = new HashMap<>();
                    for (Row row : rows) byTier.put(row.getString("tier_code"), row.getLong("members"));
                    return part(change, byTier);
                });
    }

    /** The figures, given how many members of each tier have their birthday. */
    static Part part(ProgrammeChange change, Map<String, Long> byTier) {
        Map<String, Long> before = grants(change.before().birthday(), byTier);
        Map<String, Long> after = grants(change.after().birthday(), byTier);
        Set<String> templates = new LinkedHashSet<>(new TreeSet<>(before.keySet()));
        templates.addAll(new TreeSet<>(after.keySet()));
        List<Figure> figures = new ArrayList<>();
        for (String template : templates) {
            figures.add(new Figure(
                    template, Unit.GRANTS, before.getOrDefault(template, 0L), after.getOrDefault(template, 0L)));
        }
        figures.add(new Figure(
                "cards",
                Unit.MEMBERS,
                cards(change.before().birthday(), byTier),
                cards(change.after().birthday(), byTier)));
        return new Part("birthday", BASIS, ALL_PERCENT, List.copyOf(figures));
    }

    private static Map<String, Long> grants(Programme.Birthday birthday, Map<String, Long> byTier) {
        Map<String, Long> grants = new HashMap<>();
        birthday.templatesByTier()
                .forEach((tier, template) -> grants.merge(template, byTier.getOrDefault(tier, 0L), Long::sum));
        return grants;
    }

    private static long cards(Programme.Birthday birthday, Map<String, Long> byTier) {
        return birthday.cardTiers().stream()
                .mapToLong(tier -> byTier.getOrDefault(tier, 0L))
                .sum();
    }
}
