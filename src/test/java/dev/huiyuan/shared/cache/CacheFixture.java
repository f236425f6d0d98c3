package dev.huiyuan.shared.cache;

import dev.huiyuan.shared.id.Ids;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** An instance of the application as far as its cache goes: a node, its cache of texts, and a table to read from. */
final class CacheFixture implements AutoCloseable {
    private static final int CONVERTER_PRIORITY = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    final Table table;
    final CacheNode node;
    final TwoLevelCache<String, String> cache;
    final CoalescedReads<String, String> reads;

    CacheFixture(Vertx vertx, Redis redis, String channel, Table table, Map<String, String> settings) {
        this.table = table;
        CacheConfig config = config(settings);
        node = new CacheNode(vertx, redis, config, Clock.systemUTC(), new Ids(Clock.systemUTC()), channel);
        reads = new CoalescedReads<>(vertx, config.source(), table::read);
        cache = node.cache(new Texts(), reads);
        node.start();
    }

    static CacheConfig config(Map<String, String> settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder()
                .withConverter(Duration.class, CONVERTER_PRIORITY, new DurationConverter())
                .withMapping(CacheConfig.class);
        settings.forEach((name, value) -> builder.withDefaultValue("huiyuan.cache." + name, value));
        return builder.build().getConfigMapping(CacheConfig.class);
    }

    /** A key that no other test uses. */
    static String freshKey() {
        return "test:" + UUID.randomUUID();
    }

    Optional<String> get(String key) {
        return cache.get(key).await().atMost(TIMEOUT);
    }

    /** What a writer does: commit, then remove. */
    void write(String key, String value) {
        table.rows.put(key, value);
        node.remove(List.of(key));
    }

    @Override
    public void close() {
        node.stop();
    }

    /** What PostgreSQL is in the application. */
    static final class Table {
        final Map<String, String> rows = new ConcurrentHashMap<>();
        final AtomicInteger reads = new AtomicInteger();
        private @Nullable UniEmitter<? super Map<String, String>> held;
        private @Nullable Map<String, String> heldResult;
        private boolean holdNext;

        synchronized Uni<Map<String, String>> read(List<String> keys) {
            reads.incrementAndGet();
            Map<String, String> found = new HashMap<>();
            for (String key : keys) {
                String value = rows.get(key);
                if (value != null) found.put(key, value);
            }
            if (!holdNext) return Uni.createFrom().item(found);
            holdNext = false;
            heldResult = found;
            return Uni.createFrom().emitter(emitter -> held = emitter);
        }

        /** The next read sees the table as it is then, and its answer waits until {@link #release}. */
        synchronized void holdNextRead() {
            holdNext = true;
        }

        synchronized boolean isHolding() {
            return held != null;
        }

        synchronized void release() {
            if (held != null && heldResult != null) held.complete(heldResult);
            held = null;
        }
    }

    /** Texts with their key in front. */
    static final class Texts implements CacheShape<String, String> {
        @Override
        public String name(String key) {
            return key;
        }

        @Override
        public byte[] encode(String key, String value) {
            return (key + '|' + value).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Optional<String> decode(String key, byte[] stored, int offset) {
            String text = new String(stored, offset, stored.length - offset, StandardCharsets.UTF_8);
            return text.startsWith(key + '|') ? Optional.of(text.substring(key.length() + 1)) : Optional.empty();
        }
    }
}
