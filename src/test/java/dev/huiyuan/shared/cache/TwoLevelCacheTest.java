package dev.huiyuan.shared.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.HuiyuanTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class TwoLevelCacheTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** What nothing in the tests should wait for: with it, only removals make a change visible. */
    private static final Map<String, String> LONG_LIVED =
            Map.of("local.ttl", "60s", "local.unknown-ttl", "60s", "redis.timeout", "2s");

    @Inject
    Vertx vertx;

    @Inject
    Redis redis;

    private final CacheFixture.Table table = new CacheFixture.Table();
    private final String key = CacheFixture.freshKey();
    private @Nullable CacheFixture first;
    private @Nullable CacheFixture second;

    @BeforeEach
    void startTwoInstances() {
        String channel = "test:" + UUID.randomUUID();
        first = new CacheFixture(vertx, redis, channel, table, LONG_LIVED);
        second = new CacheFixture(vertx, redis, channel, table, LONG_LIVED);
        await().atMost(SOON)
                .until(() -> first().node.isListening() && second().node.isListening());
    }

    @AfterEach
    void stop() {
        first().close();
        second().close();
    }

    @Test
    void valueIsReadOnceAndThenServedFromRedisAndProcess() {
        table.rows.put(key, "v1");

        assertThat(first().get(key)).contains("v1");
        await().atMost(SOON).until(() -> first().node.remote().stored() == 1);
        assertThat(first().get(key)).contains("v1");
        assertThat(second().get(key)).contains("v1");

        assertThat(table.reads).hasValue(1);
    }

    @Test
    void unknownKeyIsRememberedUntilItAppears() {
        assertThat(first().get(key)).isEmpty();
        await().atMost(SOON).until(() -> first().node.remote().stored() == 1);
        assertThat(first().get(key)).isEmpty();
        assertThat(second().get(key)).isEmpty();
        assertThat(table.reads).hasValue(1);

        first().write(key, "v1");

        assertThat(first().get(key)).contains("v1");
        await().atMost(SOON).until(() -> second().get(key).equals(Optional.of("v1")));
    }

    @Test
    void writeIsSeenByItsOwnInstanceAtOnce() {
        for (int i = 0; i < 200; i++) {
            first().write(key, "v" + i);
            assertThat(first().get(key)).contains("v" + i);
        }
    }

    @Test
    void writeIsSeenByAnotherInstanceWithinATenthOfASecond() {
        long worstMillis = 0;
        for (int i = 0; i < 20; i++) {
            String value = "v" + i;
            second().get(key);
            first().write(key, value);
            long since = System.nanoTime();
            await().pollInterval(Duration.ofMillis(1))
                    .atMost(SOON)
                    .until(() -> second().get(key).equals(Optional.of(value)));
            worstMillis = Math.max(worstMillis, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
        }
        assertThat(worstMillis).isLessThan(100);
    }

    @Test
    void oldValueReadBeforeAWriteIsNotStoredAfterIt() {
        table.rows.put(key, "old");
        table.holdNextRead();
        CompletableFuture<Optional<String>> reader = first().cache.get(key).subscribeAsCompletionStage();
        await().atMost(SOON).until(table::isHolding);

        second().write(key, "new");
        await().atMost(SOON).until(() -> stored() == null);
        table.release();

        assertThat(reader.join()).contains("old");
        await().atMost(SOON).until(() -> first().node.remote().voided() == 1);
        assertThat(first().get(key)).contains("new");
        assertThat(second().get(key)).contains("new");
    }

    @Test
    void oldValueReadBeforeAWriteOfTheSameInstanceIsNotKept() {
        table.rows.put(key, "old");
        table.holdNextRead();
        CompletableFuture<Optional<String>> reader = first().cache.get(key).subscribeAsCompletionStage();
        await().atMost(SOON).until(table::isHolding);

        first().write(key, "new");
        assertThat(first().get(key)).contains("new");
        table.release();

        assertThat(reader.join()).contains("old");
        assertThat(first().get(key)).contains("new");
    }

    @Test
    void whoMissesWhileAnotherReadsWaitsForIt() {
        table.rows.put(key, "v1");
        table.holdNextRead();
        CompletableFuture<Optional<String>> holder = first().cache.get(key).subscribeAsCompletionStage();
        await().atMost(SOON).until(table::isHolding);

        CompletableFuture<Optional<String>> waiter = second().cache.get(key).subscribeAsCompletionStage();
        table.release();

        assertThat(holder.join()).contains("v1");
        assertThat(waiter.join()).contains("v1");
        assertThat(table.reads).hasValue(1);
    }

    @Test
    void whoWaitsTooLongReadsWithoutStoring() {
        table.rows.put(key, "v1");
        table.holdNextRead();
        CompletableFuture<Optional<String>> holder = first().cache.get(key).subscribeAsCompletionStage();
        await().atMost(SOON).until(table::isHolding);

        assertThat(second().get(key)).contains("v1");

        assertThat(second().node.remote().stored()).isZero();
        table.release();
        assertThat(holder.join()).contains("v1");
    }

    @Test
    void oneKeyIsFetchedOnceForManyCallers() {
        table.rows.put(key, "v1");
        List<CompletableFuture<Optional<String>>> callers = new ArrayList<>();

        onOneTurn(() -> {
            for (int i = 0; i < 100; i++) {
                callers.add(first().cache.get(key).subscribeAsCompletionStage());
            }
        });

        assertThat(callers).allSatisfy(caller -> assertThat(caller.join()).contains("v1"));
        assertThat(table.reads).hasValue(1);
    }

    @Test
    void keysOfOneTurnGoOutInOneBatchAndOneRead() {
        List<String> keys = java.util.stream.Stream.generate(CacheFixture::freshKey)
                .limit(100)
                .toList();
        keys.forEach(each -> table.rows.put(each, "of " + each));

        getOnOneTurn(first(), keys);
        assertThat(table.reads).hasValue(1);
        await().atMost(SOON).until(() -> first().node.remote().stored() == 100);
        long before = second().node.remote().pipeline().batches();
        getOnOneTurn(second(), keys);

        assertThat(second().node.remote().pipeline().batches() - before).isEqualTo(1);
        assertThat(table.reads).hasValue(1);
    }

    @Test
    void valueOfAnotherKeyIsNotTaken() {
        table.rows.put(key, "mine");
        send(Request.cmd(Command.SET).arg(key).arg("Vtest:other|not mine"));

        assertThat(first().get(key)).contains("mine");
    }

    private void getOnOneTurn(CacheFixture instance, List<String> keys) {
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        onOneTurn(
                () -> keys.forEach(each -> answers.add(instance.cache.get(each).subscribeAsCompletionStage())));
        for (int i = 0; i < keys.size(); i++) {
            assertThat(answers.get(i).join()).contains("of " + keys.get(i));
        }
    }

    private void onOneTurn(Runnable work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.runOnContext(turn -> {
            work.run();
            done.complete(null);
        });
        done.join();
    }

    private @Nullable String stored() {
        @Nullable Response stored = send(Request.cmd(Command.GET).arg(key));
        return stored == null ? null : stored.toString();
    }

    private @Nullable Response send(Request request) {
        return Uni.createFrom()
                .completionStage(redis.send(request).toCompletionStage())
                .await()
                .atMost(SOON);
    }

    private CacheFixture first() {
        return java.util.Objects.requireNonNull(first);
    }

    private CacheFixture second() {
        return java.util.Objects.requireNonNull(second);
    }
}
