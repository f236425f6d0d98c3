package dev.huiyuan.app;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Shows whether Redis answers, but never takes an instance out: everything works without Redis, only slower, and all
 * instances would go at once.
 */
@Readiness
@ApplicationScoped
class RedisHealth implements AsyncHealthCheck {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final RedisAPI redis;

    RedisHealth(RedisAPI redis) {
        this.redis = redis;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return redis.ping(List.of())
                .map(pong -> "up")
                .ifNoItem()
                .after(TIMEOUT)
                .fail()
                .onFailure()
                .recoverWithItem("degraded")
                .map(state -> HealthCheckResponse.named("redis")
                        .up()
                        .withData("state", state)
                        .build());
    }
}
