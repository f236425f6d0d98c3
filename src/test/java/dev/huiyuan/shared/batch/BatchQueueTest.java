package dev.huiyuan.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchQueueTest {
    private static final BatchLimits LIMITS = new BatchLimits(6, 4, 1, Duration.ofSeconds(10));
    private static final int POISON = -1;

    private final List<List<Integer>> batches = new ArrayList<>();
    private final Queue<UniEmitter<? super List<String>>> pending = new ArrayDeque<>();

    /** Batches wait until {@link #commit}. */
    private final BatchQueue<String, Integer, String> queue = new BatchQueue<>(LIMITS, Runnable::run, (key, batch) -> {
        batches.add(List.copyOf(batch));
        return Uni.createFrom().<List<String>>emitter(pending::add);
    });

    private UniAssertSubscriber<String> submit(String key, int command) {
        return queue.submit(key, command).subscribe().withSubscriber(UniAssertSubscriber.create());
    }

    private void commit() {
        int size = batches.get(batches.size() - pending.size()).size();
        List<String> results =
                IntStream.range(0, size).mapToObj(i -> "done " + i).toList();
        pending.remove().complete(results);
    }

    @Test
    void commandsThatArriveDuringABatchShareTheNextOne() {
        UniAssertSubscriber<String> first = submit("a", 1);
        UniAssertSubscriber<String> second = submit("a", 2);
        UniAssertSubscriber<String> third = submit("a", 3);
        assertThat(batches).containsExactly(List.of(1));
        commit();
        assertThat(batches).containsExactly(List.of(1), List.of(2, 3));
        commit();
        first.assertItem("done 0");
        second.assertItem("done 0");
        third.assertItem("done 1");
    }

    @Test
    void batchIsNeverLargerThanItsLimit() {
        for (int i = 0; i < 6; i++) submit("a", i);
        commit();
        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4));
    }

    @Test
    void fullQueueRefuses() {
        submit("a", 0);
        for (int i = 1; i <= 6; i++) submit("a", i);
        UniAssertSubscriber<String> refused = submit("a", 7);
        assertThat(refused.getFailure())
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.OVERLOADED));
    }

    @Test
    void keysTakeTurnsWhereSlotsAreFew() {
        submit("a", 1);
        submit("b", 2);
        submit("a", 3);
        commit();
        commit();
        assertThat(batches).containsExactly(List.of(1), List.of(2), List.of(3));
    }

    @Test
    void commandWithBadDataFailsAlone() {
        BatchQueue<String, Integer, String> halving = new BatchQueue<>(LIMITS, Runnable::run, (key, batch) -> {
            if (batch.equals(List.of(0))) return Uni.createFrom().<List<String>>emitter(pending::add);
            if (batch.contains(POISON)) return Uni.createFrom().failure(new PgException("bad", "ERROR", "23514", ""));
            return Uni.createFrom().item(batch.stream().map(c -> "did " + c).toList());
        });
        UniAssertSubscriber<String> first = subscribe(halving, 0);
        List<UniAssertSubscriber<String>> callers = IntStream.of(1, 2, POISON, 4)
                .mapToObj(command -> subscribe(halving, command))
                .toList();
        pending.remove().complete(List.of("did 0"));
        first.assertItem("did 0");
        callers.get(0).assertItem("did 1");
        callers.get(1).assertItem("did 2");
        callers.get(2).assertFailedWith(PgException.class);
        callers.get(3).assertItem("did 4");
    }

    private static UniAssertSubscriber<String> subscribe(BatchQueue<String, Integer, String> queue, int command) {
        return queue.submit("a", command).subscribe().withSubscriber(UniAssertSubscriber.create());
    }
}
