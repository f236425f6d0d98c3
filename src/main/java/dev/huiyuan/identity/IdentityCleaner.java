package dev.huiyuan.identity;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/**
 * Deletes what has expired, a bounded number of rows each time. Every instance may do it at once: rows that another
 * one is deleting are skipped.
 */
@ApplicationScoped
class IdentityCleaner {
    private static final Logger LOG = Logger.getLogger(IdentityCleaner.class);
    private static final int MAX_ROWS = 2_000;
    /** A bill that came late, or a token shown again, is refused for a reason that can still be looked up. */
    private static final Duration KEPT_AFTERWARDS = Duration.ofDays(1);

    private final Pool pool;
    private final Clock clock;

    IdentityCleaner(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    @Scheduled(
            every = "${huiyuan.identity.cleaning-interval:60s}",
            delayed = "10s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "identity-cleaner")
    Uni<Void> clean() {
        Instant now = clock.instant();
        Instant earlier = now.minus(KEPT_AFTERWARDS);
        return delete("identity_wechat_exchange", "expires_at", now)
                .chain(() -> delete("identity_phone_code", "expires_at", now))
                .chain(() -> delete("identity_member_code", "expires_at", now))
                .chain(() -> delete("identity_limit", "resets_at", now))
                .chain(() -> delete("identity_presence", "expires_at", earlier))
                .chain(() -> delete("identity_session", "expires_at", earlier));
    }

    private Uni<Void> delete(String table, String column, Instant before) {
        String sql = "delete from " + table + " where ctid = any(array(select ctid from " + table + " where " + column
                + " < $1 order by " + column + " limit " + MAX_ROWS + " for update skip locked))";
        return pool.preparedQuery(sql)
                .execute(Tuple.of(timestamp(before)))
                .invoke(rows -> LOG.debugf("%d expired rows left %s", rows.rowCount(), table))
                .replaceWithVoid();
    }
}
