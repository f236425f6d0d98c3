package dev.huiyuan.shared.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.TcpProxy;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class RedisOutageTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Inject
    Vertx vertx;

    @ConfigProperty(name = "huiyuan.redis.url")
    String redisUrl;

    private final CacheFixture.Table table = new CacheFixture.Table();
    private final String key = CacheFixture.freshKey();
    private @Nullable TcpProxy proxy;
    private @Nullable Redis redis;
    private @Nullable CacheFixture instance;

    @BeforeEach
    void startBehindAProxy() {
        TcpProxy between = new TcpProxy(URI.create(redisUrl).getPort());
        proxy = between;
        Redis client = Redis.createClient(vertx, "redis://localhost:" + between.port());
        redis = client;
        instance = new CacheFixture(
                vertx,
                client,
                "test:" + UUID.randomUUID(),
                table,
                Map.of("local.ttl", "60s", "redis.open-for", "300ms"));
        await().atMost(SOON).until(() -> instance().node.isListening());
    }

    @AfterEach
    void stop() {
        instance().close();
        java.util.Objects.requireNonNull(redis).close();
        proxy().close();
    }

    @Test
    void hangingRedisIsLeftAloneAndFoundAgain() {
        proxy().freeze();
        for (int i = 0; i < 5; i++) readFromTable("hanging " + i);
        assertThat(pipeline().isOpen()).isTrue();

        long batches = pipeline().batches();
        readFromTable("open");
        assertThat(pipeline().batches()).isLessThanOrEqualTo(batches + 1);

        proxy().restore();
        await().atMost(SOON).until(this::readsThroughRedis);
        assertThat(pipeline().isOpen()).isFalse();
    }

    @Test
    void goneRedisIsLeftAloneAndFoundAgain() {
        proxy().cut();
        for (int i = 0; i < 5; i++) readFromTable("gone " + i);
        await().atMost(SOON).until(() -> !instance().node.isListening());

        proxy().restore();
        await().atMost(SOON).until(this::readsThroughRedis);
        await().atMost(SOON).until(() -> instance().node.isListening());
    }

    @Test
    void writeDuringAnOutageIsSeenAtOnceAndAfterIt() {
        table.rows.put(key, "old");
        assertThat(instance().get(key)).contains("old");
        await().atMost(SOON).until(() -> instance().node.remote().stored() == 1);

        proxy().freeze();
        instance().write(key, "new");
        assertThat(instance().get(key)).contains("new");

        proxy().restore();
        await().atMost(SOON).until(this::readsThroughRedis);
        instance().node.flush();
        assertThat(instance().get(key)).contains("new");
    }

    @Test
    void lostChannelEmptiesTheProcess() {
        table.rows.put(key, "v1");
        assertThat(instance().get(key)).contains("v1");
        assertThat(instance().cache.getIfLocal(key)).isEqualTo("v1");

        proxy().cut();

        await().atMost(SOON).until(() -> instance().cache.getIfLocal(key) == null);
    }

    private void readFromTable(String value) {
        String fresh = CacheFixture.freshKey();
        table.rows.put(fresh, value);
        long since = System.nanoTime();
        assertThat(instance().get(fresh)).contains(value);
        assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(1));
    }

    private boolean readsThroughRedis() {
        long before = instance().node.remote().stored();
        String fresh = CacheFixture.freshKey();
        table.rows.put(fresh, "v");
        assertThat(instance().get(fresh)).contains("v");
        await().during(Duration.ofMillis(20)).until(() -> true);
        return instance().node.remote().stored() > before;
    }

    private RedisPipeline pipeline() {
        return instance().node.remote().pipeline();
    }

    private CacheFixture instance() {
        return java.util.Objects.requireNonNull(instance);
    }

    private TcpProxy proxy() {
        return java.util.Objects.requireNonNull(proxy);
    }
}
