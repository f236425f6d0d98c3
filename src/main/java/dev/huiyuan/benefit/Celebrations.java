package dev.huiyuan.benefit;

import dev.huiyuan.programme.ProgrammeVersion;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * Knows which celebration of an occasion a day belongs to, also after its days were corrected: days that share one are
 * the same celebration. It is called by the first day that it had when it first granted something.
 *
 * <p>A celebration that was broken off, because its days were taken out of the calendar before they were over, goes on with
 * the next days that the occasion gets: they were moved, and what was granted for them is not granted again. One that took
 * place to its end is over, and new days are another celebration.
 */
@ApplicationScoped
class Celebrations {
    /** What comes later is the celebration of another year. As between two birthdays. */
    private static final int DAYS_BETWEEN = 300;

    /** One run after the other: what the one remembers is known to the next. */
    private static final String LOCK = "lock table benefit_occasion_day in share row exclusive mode";

    private static final String KNOWN = """
            select distinct starts_on from benefit_occasion_day
            where occasion_code = $1 and day = any($2::date[]) order by starts_on
            """;
    /** By their last days. */
    private static final String BEFORE = """
            select starts_on, max(day) as last_day from benefit_occasion_day
            where occasion_code = $1 and starts_on >= $2 group by starts_on order by starts_on
            """;

    private static final String REMEMBER = """
            insert into benefit_occasion_day (occasion_code, day, starts_on)
            select $1, d.day, $3 from unnest($2::date[]) as d (day)
            on conflict do nothing
            """;
    /** Days to come that the celebration has no longer are free for another one. */
    private static final String RELEASE = """
            delete from benefit_occasion_day
            where occasion_code = $1 and day <> all($2::date[]) and starts_on = any($3::date[]) and day > $4
            """;

    /**
     * Finds out which celebration the days of a gift belong to, and remembers it; in the caller's transaction.
     *
     * @param rules the rules that a day ended with, those of today for days to come
     */
    Uni<OccasionGrants.Gift> identify(
            SqlConnection connection, OccasionGrants.Gift gift, Function<LocalDate, ProgrammeVersion> rules) {
        LocalDate[] days = gift.days().toArray(LocalDate[]::new);
        return connection
                .query(LOCK)
                .execute()
                .chain(() -> connection.preparedQuery(KNOWN).execute(Tuple.of(gift.code(), days)))
                .map(rows ->
                        rows.stream().map(row -> row.getLocalDate("starts_on")).toList())
                .chain(known -> known.isEmpty()
                        ? brokenOff(connection, gift, rules)
                        : Uni.createFrom().item(known))
                .map(known -> gift.of(known.isEmpty() ? List.of(gift.start()) : known))
                .call(celebrated ->
                        connection.preparedQuery(REMEMBER).execute(Tuple.of(gift.code(), days, celebrated.start())))
                .call(celebrated -> release(connection, celebrated, days));
    }

    /** The celebrations whose last day was none when it came. */
    private static Uni<List<LocalDate>> brokenOff(
            SqlConnection connection, OccasionGrants.Gift gift, Function<LocalDate, ProgrammeVersion> rules) {
        return connection
                .preparedQuery(BEFORE)
                .execute(Tuple.of(gift.code(), gift.start().minusDays(DAYS_BETWEEN)))
                .map(rows -> rows.stream()
                        .filter(row -> !isCelebrated(gift.code(), row.getLocalDate("last_day"), rules))
                        .map(row -> row.getLocalDate("starts_on"))
                        .toList());
    }

    private static boolean isCelebrated(String code, LocalDate day, Function<LocalDate, ProgrammeVersion> rules) {
        return rules.apply(day).occasions().on(day).stream()
                .anyMatch(occasion -> occasion.code().equals(code));
    }

    /** A day that is made up for may have rules that hold no longer: those of today say what is to come. */
    private static Uni<Void> release(SqlConnection connection, OccasionGrants.Gift gift, LocalDate[] days) {
        if (gift.last().isBefore(gift.today())) return Uni.createFrom().voidItem();
        LocalDate[] celebrations = gift.celebrations().toArray(LocalDate[]::new);
        return connection
                .preparedQuery(RELEASE)
                .execute(Tuple.of(gift.code(), days, celebrations, gift.today()))
                .replaceWithVoid();
    }
}
