package dev.huiyuan.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.TcpProxy;
import io.quarkus.redis.runtime.datasource.ReactiveRedisDataSourceImpl;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisAPI;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class CodeTriesTest {
    private static final Duration TTL = Duration.ofMinutes(5);

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "huiyuan.redis.url")
    String redisUrl;

    private final UUID code = UUID.randomUUID();

    @Test
    void hangingRedisCountsNothingAndHoldsNobodyUp() {
        try (TcpProxy proxy = new TcpProxy(URI.create(redisUrl).getPort())) {
            Redis redis = Redis.createClient(vertx, "redis://localhost:" + proxy.port());
            CodeTries tries = new CodeTries(new ReactiveRedisDataSourceImpl(vertx, redis, RedisAPI.api(redis)));
            assertThat(count(tries)).isEqualTo(1);
            assertThat(count(tries)).isEqualTo(2);

            proxy.freeze();
            long since = System.nanoTime();
            assertThatThrownBy(() -> count(tries)).hasMessage(ProblemCode.OVERLOADED.code());
            assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(5));

            proxy.restore();
            assertThat(count(tries)).isGreaterThanOrEqualTo(3);
            redis.close();
        }
    }

    private long count(CodeTries tries) {
        return Await.result(() -> tries.count(code, TTL));
    }
}
