package dev.huiyuan.shared.job;

import dev.huiyuan.shared.sql.SqlTypes;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;

/**
 * Since when the database has been up. What has never happened counts as that old: an alarm on its age goes off, though
 * instances come and go, and not before it had its time.
 */
@ApplicationScoped
public class DatabaseStart {
    private final Pool pool;

    DatabaseStart(Pool pool) {
        this.pool = pool;
    }

    /** When the database server was started. */
    public Uni<Instant> at() {
        return pool.query("select pg_postmaster_start_time() as at")
                .execute()
                .map(rows -> SqlTypes.instant(rows.iterator().next(), "at"));
    }
}
