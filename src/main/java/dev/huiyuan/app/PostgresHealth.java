package dev.huiyuan.app;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means that PostgreSQL answers on the pool that requests use. */
@Readiness
@ApplicationScoped
class PostgresHealth implements AsyncHealthCheck {
    private static final String NAME = "postgresql";
    /** Shorter than the probe's own time-out, so that the probe shows the reason. */
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final Pool pool;

    PostgresHealth(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return pool.query("select 1")
                .execute()
                .map(rows -> HealthCheckResponse.up(NAME))
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .recoverWithItem(failure -> HealthCheckResponse.down(NAME));
    }
}
