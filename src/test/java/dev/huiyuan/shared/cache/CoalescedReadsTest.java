package dev.huiyuan.shared.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CoalescedReadsTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Vertx vertx = Vertx.vertx();
    private final List<Read> running = new CopyOnWriteArrayList<>();

    private record Read(List<Integer> keys, UniEmitter<? super Map<Integer, String>> emitter) {
        void answer() {
            Map<Integer, String> found = new HashMap<>();
            keys.forEach(key -> found.put(key, "v" + key));
            emitter.complete(found);
        }
    }

    @AfterEach
    void stop() {
        vertx.close();
    }

    @Test
    void fewReadsRunAndTheOthersWaitTogether() {
        CoalescedReads<Integer, String> reads = reads("2", "100", "3s");
        List<CompletableFuture<Optional<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            int running = i + 1;
            answers.add(reads.read(i).subscribeAsCompletionStage());
            await().atMost(SOON).until(() -> this.running.size() == running);
        }
        for (int i = 2; i < 50; i++) answers.add(reads.read(i).subscribeAsCompletionStage());

        running.get(0).answer();
        await().atMost(SOON).until(() -> running.size() == 3);
        assertThat(running.get(2).keys).hasSize(48);
        running.get(1).answer();
        running.get(2).answer();

        for (int i = 0; i < 50; i++) assertThat(answers.get(i).join()).contains("v" + i);
        assertThat(reads.reads()).isEqualTo(3);
    }

    @Test
    void whoeverDoesNotFitInTheQueueIsRefused() {
        CoalescedReads<Integer, String> reads = reads("1", "10", "3s");
        List<CompletableFuture<Optional<String>>> waiting = new ArrayList<>();
        waiting.add(reads.read(0).subscribeAsCompletionStage());
        await().atMost(SOON).until(() -> running.size() == 1);
        for (int i = 1; i <= 10; i++) waiting.add(reads.read(i).subscribeAsCompletionStage());

        assertThatThrownBy(() -> reads.read(11).await().atMost(SOON)).hasMessage("overloaded");
        assertThat(waiting).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void slowReadIsRefusedInTimeAndFreesItsPlace() {
        CoalescedReads<Integer, String> reads = reads("1", "10", "1s");

        assertThatThrownBy(() -> reads.read(0).await().atMost(SOON)).hasMessage("overloaded");

        CompletableFuture<Optional<String>> next = reads.read(1).subscribeAsCompletionStage();
        await().atMost(SOON).until(() -> running.size() == 2);
        running.get(1).answer();
        assertThat(next.join()).contains("v1");
    }

    @Test
    void failureReachesEveryCallerOfTheRead() {
        CoalescedReads<Integer, String> reads = new CoalescedReads<>(
                vertx,
                CacheFixture.config(Map.of()).source(),
                keys -> Uni.createFrom().failure(new IllegalStateException("broken")));

        assertThatThrownBy(() -> reads.read(0).await().atMost(SOON)).hasMessage("broken");
    }

    private CoalescedReads<Integer, String> reads(String concurrency, String maxWaiting, String timeout) {
        Map<String, String> settings =
                Map.of("source.concurrency", concurrency, "source.max-waiting", maxWaiting, "source.timeout", timeout);
        return new CoalescedReads<>(
                vertx,
                CacheFixture.config(settings).source(),
                keys -> Uni.createFrom().emitter(emitter -> running.add(new Read(keys, emitter))));
    }
}
