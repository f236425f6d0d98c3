package dev.huiyuan.shared.idempotency;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlResult;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Deletes keys that were kept long enough, in short statements and a bounded number of them each time. Every instance
 * may do it at once: rows that another one is deleting are skipped.
 */
@ApplicationScoped
class IdempotencyCleaner {
    private static final Logger LOG = Logger.getLogger(IdempotencyCleaner.class);
    private static final int MAX_ROWS = 2_000;
    /** 100 000 keys a run: more than arrive in a minute of the day's peak. */
    private static final int MAX_ROUNDS = 50;

    private static final String DELETE = """
            delete from idempotency_record where ctid = any(array(
                select ctid from idempotency_record where created_at < $1 limit $2 for update skip locked))
            """;

    private final Pool pool;
    private final IdempotencyConfig config;
    private final Clock clock;

    IdempotencyCleaner(Pool pool, IdempotencyConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(
            every = "${huiyuan.idempotency.cleaning-interval:60s}",
            delayed = "20s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "idempotency-cleaner")
    Uni<Void> clean() {
        return deleteBefore(clock.instant().minus(config.keptFor()), MAX_ROUNDS);
    }

    private Uni<Void> deleteBefore(Instant before, int roundsLeft) {
        return pool.preparedQuery(DELETE)
                .execute(Tuple.of(timestamp(before), MAX_ROWS))
                .map(SqlResult::rowCount)
                .invoke(deleted -> LOG.debugf("%d old idempotency keys deleted", deleted))
                .chain(deleted -> deleted < MAX_ROWS || roundsLeft <= 1
                        ? Uni.createFrom().voidItem()
                        : deleteBefore(before, roundsLeft - 1));
    }
}
