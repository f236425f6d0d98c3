package dev.huiyuan.points;

import dev.huiyuan.programme.ProgrammeService;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;

/** Counts what one person may do only so much of on a day of the programme's calendar, exactly and for all instances. */
@ApplicationScoped
public class DayCounts {
    private static final String TAKE = """
            insert into points_day_count as c (kind, actor, day, used)
            select $1, $2, $3, $4::bigint where $4::bigint <= $5::bigint
            on conflict (kind, actor, day) do update set used = c.used + excluded.used
            where c.used + excluded.used <= $5::bigint
            """;
    private static final String USED = "select used from points_day_count where kind = $1 and actor = $2 and day = $3";
    private static final String CLEAN = """
            delete from points_day_count where ctid = any(array(
                select ctid from points_day_count where day < $1 limit 5000 for update skip locked))
            """;

    private final Pool pool;
    private final ProgrammeService programme;
    private final Clock clock;

    DayCounts(Pool pool, ProgrammeService programme, Clock clock) {
        this.pool = pool;
        this.programme = programme;
        this.clock = clock;
    }

    /** What is counted. */
    public enum Kind {
        /** Points that were adjusted without a second person. */
        ADJUSTMENT,
        /** Gifts to numbers that nobody has. */
        UNKNOWN_RECEIVER
    }

    /**
     * Counts today; whoever counts for the same person waits until this transaction ends.
     *
     * @param client the pool, or the caller's connection in its transaction
     * @param amount how much, above 0
     * @param most how much there may be on a day
     * @return whether it was counted; false where it would be more than that
     */
    public Uni<Boolean> take(SqlClient client, Kind kind, String actor, long amount, long most) {
        return client.preparedQuery(TAKE)
                .execute(Tuple.of(kind.name(), actor, today(), amount, most))
                .map(rows -> rows.rowCount() == 1);
    }

    /** How much was counted today. */
    Uni<Long> used(Kind kind, String actor) {
        return pool.preparedQuery(USED)
                .execute(Tuple.of(kind.name(), actor, today()))
                .map(rows -> rows.rowCount() == 0 ? 0L : rows.iterator().next().getLong("used"));
    }

    @Scheduled(
            every = "${huiyuan.points.day-counts.cleaning-interval:1h}",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "points-day-counts")
    Uni<Void> clean() {
        return pool.preparedQuery(CLEAN).execute(Tuple.of(today().minusDays(1))).replaceWithVoid();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), programme.zone());
    }
}
