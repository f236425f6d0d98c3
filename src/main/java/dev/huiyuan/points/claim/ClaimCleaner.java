package dev.huiyuan.points.claim;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.jboss.logging.Logger;

/**
 * Deletes reported orders, claims and counts that are old enough, a bounded number of rows each time. Every instance may
 * do it at once: rows that another one is deleting are skipped. A claim that waits for staff stays.
 */
@ApplicationScoped
class ClaimCleaner {
    private static final Logger LOG = Logger.getLogger(ClaimCleaner.class);
    private static final int MAX_ROWS = 5_000;

    private final Pool pool;
    private final ProgrammeService programme;
    private final ClaimConfig config;
    private final Clock clock;

    ClaimCleaner(Pool pool, ProgrammeService programme, ClaimConfig config, Clock clock) {
        this.pool = pool;
        this.programme = programme;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${huiyuan.points.claims.cleaning-interval:1h}",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "points-claim-cleaner")
    Uni<Void> clean() {
        Instant now = clock.instant();
        LocalDate yesterday = LocalDate.ofInstant(now, programme.zone()).minusDays(1);
        return delete("points_unclaimed_order", "reported_at < $1", timestamp(now.minus(config.ordersKeptFor())))
                .chain(() -> delete(
                        "points_claim",
                        "claimed_at < $1 and state <> 'IN_REVIEW'",
                        timestamp(now.minus(config.claimsKeptFor()))))
                .chain(() -> delete("points_claim_day", "day < $1", yesterday));
    }

    private Uni<Void> delete(String table, String old, Object before) {
        String sql = "delete from " + table + " where ctid = any(array(select ctid from " + table + " where " + old
                + " limit " + MAX_ROWS + " for update skip locked))";
        return pool.preparedQuery(sql)
                .execute(Tuple.of(before))
                .invoke(rows -> LOG.debugf("%d old rows left %s", rows.rowCount(), table))
                .replaceWithVoid();
    }
}
