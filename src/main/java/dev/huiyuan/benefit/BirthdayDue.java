package dev.huiyuan.benefit;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.job.Chunk;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Who is to get the birthday meal: {@link BirthdayRules} in SQL. */
@ApplicationScoped
class BirthdayDue {
    /**
     * {@code $1} zone, {@code $2} tiers with a meal, {@code $3} days ahead, {@code $4} today, {@code $5} the last day
     * whose grants are far enough away, and the occasions.
     */
    private static final String OCCASIONS = """
            unnest($6::boolean[], $7::smallint[], $8::smallint[], $9::date[], $10::date[], $11::smallint[])
                with ordinality as o (lunar, month, day, regular, month_end, year, place)
            """;

    /** Nearly all were granted the year's: the primary key alone tells that. */
    private static final String WHO = """
            member m
                join tier_standing t on t.member_id = m.id
                cross join lateral (select (m.offers_joined_at at time zone $1::text)::date as day) joined
            where m.birthday_lunar = o.lunar and m.birthday_month = o.month and m.birthday_day = o.day
                and m.state = 'ACTIVE' and t.tier_code = any($2::text[])
                and case when joined.day < o.regular then o.regular
                    when joined.day <= o.month_end then joined.day + $3::int end <= $4::date
                and not exists (select from benefit_alias a where a.member_id = m.id)
                and not exists (select from benefit_grant g
                    where g.member_id = m.id and g.benefit_code = 'birthday' and g.benefit_year = o.year)
                and not exists (select from benefit_grant g
                    where g.member_id = m.id and g.benefit_code = 'birthday' and g.counted_on > $5::date)
            """;

    /** A join, not "exists" for each occasion: that made the planner read the grants of all members first. */
    private static final String OPEN =
            "select distinct o.place from " + OCCASIONS + " cross join " + WHO + " order by o.place";

    /** Members are locked in the order of their ids, so that two runners follow each other and never deadlock. */
    private static final String DUE = "select m.id, t.tier_code from " + OCCASIONS + " cross join " + WHO
            + " and m.id > $12 and m.id <= $13 order by m.id for no key update of m";

    /** A day's rules. */
    record Day(Programme rules, int ruleVersion, LocalDate today) {
        Programme.Birthday birthday() {
            return rules.birthday();
        }
    }

    /** A member to whom the meal is due. */
    record Celebrant(UUID memberId, String tier) {}

    /** Those occasions for which somebody is to get the meal. */
    Uni<List<BirthdayOccasion>> open(SqlConnection connection, Day day, List<BirthdayOccasion> occasions) {
        return connection
                .preparedQuery(OPEN)
                .execute(parameters(day, occasions))
                .map(rows -> rows.stream()
                        .map(row -> occasions.get(Math.toIntExact(row.getLong("place")) - 1))
                        .toList());
    }

    /** The members of a range to whom the meal for an occasion is due, locked. */
    Uni<List<Celebrant>> lock(SqlConnection connection, Day day, BirthdayOccasion occasion, Chunk range) {
        Tuple parameters =
                parameters(day, List.of(occasion)).addUUID(range.after()).addUUID(range.upTo());
        return connection
                .preparedQuery(DUE)
                .execute(parameters)
                .map(rows -> rows.stream().map(BirthdayDue::celebrant).toList());
    }

    private static Celebrant celebrant(Row row) {
        return new Celebrant(row.getUUID("id"), row.getString("tier_code"));
    }

    private static Tuple parameters(Day day, List<BirthdayOccasion> occasions) {
        Programme.Birthday birthday = day.birthday();
        return Tuple.from(List.of(
                day.rules.zone().getId(),
                birthday.templatesByTier().keySet().toArray(String[]::new),
                birthday.daysAhead(),
                day.today,
                day.today.minusDays(birthday.daysBetween()),
                column(occasions, Boolean[]::new, BirthdayOccasion::byMoon),
                column(occasions, Short[]::new, occasion -> (short) occasion.month()),
                column(occasions, Short[]::new, occasion -> (short) occasion.day()),
                column(
                        occasions,
                        LocalDate[]::new,
                        occasion -> occasion.celebratedOn().minusDays(birthday.daysAhead())),
                column(occasions, LocalDate[]::new, BirthdayOccasion::monthEndsOn),
                column(occasions, Short[]::new, occasion -> (short) occasion.benefitYear())));
    }

    static <V> V[] column(
            List<BirthdayOccasion> occasions, IntFunction<V[]> array, Function<BirthdayOccasion, V> value) {
        return occasions.stream().map(value).toArray(array);
    }
}
