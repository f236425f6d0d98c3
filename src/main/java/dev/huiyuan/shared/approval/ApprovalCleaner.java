package dev.huiyuan.shared.approval;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.id.Ids;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Deletes approvals that were decided or expired long ago, a bounded number each time. Every instance may do it at once:
 * rows that another one is deleting are skipped.
 */
@ApplicationScoped
class ApprovalCleaner {
    private static final Logger LOG = Logger.getLogger(ApprovalCleaner.class);
    private static final int MAX_ROWS = 5_000;

    /** Ids carry the time of the request, so the oldest are read first and the rest not at all. */
    private static final String CLEAN = """
            delete from approval where id = any(array(
                select id from approval
                where id < $1 and state <> 'OPEN' and coalesce(decided_at, expires_at) < $2
                order by id limit $3 for update skip locked))
            """;

    private final Pool pool;
    private final ApprovalConfig config;
    private final Clock clock;

    ApprovalCleaner(Pool pool, ApprovalConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${huiyuan.approvals.cleaning-interval:1h}",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "approval-cleaner")
    Uni<Void> clean() {
        Instant before = clock.instant().minus(config.keptFor());
        return pool.preparedQuery(CLEAN)
                .execute(Tuple.of(Ids.lowest(before), timestamp(before), MAX_ROWS))
                .invoke(rows -> LOG.debugf("%d approvals were old enough", rows.rowCount()))
                .replaceWithVoid();
    }
}
