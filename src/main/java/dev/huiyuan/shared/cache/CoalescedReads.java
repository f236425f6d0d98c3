package dev.huiyuan.shared.cache;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads many keys at once: what is asked for while reads run is read together by the next one. A few reads at a time
 * and a bounded number of waiting keys keep the database usable for everybody else when the cache is gone.
 *
 * @param <K> the key
 * @param <V> the value
 */
public final class CoalescedReads<K, V> {
    private final Vertx vertx;
    private final CacheConfig.Source config;
    private final Function<List<K>, Uni<Map<K, V>>> read;
    private final ArrayDeque<Waiting<K, V>> waiting = new ArrayDeque<>();
    private final LongAdder reads = new LongAdder();
    private int running;
    private boolean scheduled;

    /** @param read reads distinct keys with one connection; a key without a value is absent from its result */
    public CoalescedReads(Vertx vertx, CacheConfig.Source config, Function<List<K>, Uni<Map<K, V>>> read) {
        this.vertx = vertx;
        this.config = config;
        this.read = read;
    }

    private record Waiting<K, V>(
            K key,
            UniEmitter<? super Optional<V>> emitter,
            @Nullable Context context,
            long sinceNanos) {
        void complete(Optional<V> value) {
            answer(() -> emitter.complete(value));
        }

        void fail(Throwable failure) {
            answer(() -> emitter.fail(failure));
        }

        /** The read that all share ends on the context of one of them; each goes on on its own. */
        private void answer(Runnable step) {
            if (context == null) step.run();
            else context.runOnContext(ignored -> step.run());
        }
    }

    /**
     * Reads a key's value as it is after this call.
     *
     * @return the value, if there is one, on the caller's own context; problem {@code overloaded} when too many wait or the database is too slow
     */
    public Uni<Optional<V>> read(K key) {
        return Uni.createFrom()
                .emitter(emitter -> enqueue(new Waiting<>(key, emitter, Vertx.currentContext(), System.nanoTime())));
    }

    /** How many set-based reads were made. */
    long reads() {
        return reads.sum();
    }

    private void enqueue(Waiting<K, V> asked) {
        synchronized (waiting) {
            if (waiting.size() < config.maxWaiting()) {
                waiting.add(asked);
                schedule();
                return;
            }
        }
        asked.fail(ProblemCode.OVERLOADED.with().retryAfter(1));
    }

    /** Called under the lock. One turn of the event loop later, so that its other requests come along. */
    private void schedule() {
        if (scheduled || running >= config.concurrency() || waiting.isEmpty()) return;
        scheduled = true;
        vertx.getOrCreateContext().runOnContext(turn -> start());
    }

    private void start() {
        List<Waiting<K, V>> batch = new ArrayList<>();
        synchronized (waiting) {
            scheduled = false;
            if (running >= config.concurrency()) return;
            while (!waiting.isEmpty() && batch.size() < config.batchSize()) batch.add(waiting.poll());
            if (batch.isEmpty()) return;
            running++;
            schedule();
        }
        execute(batch);
    }

    /** The one place that drains the queue, and so the one that subscribes. */
    private void execute(List<Waiting<K, V>> batch) {
        reads.increment();
        List<K> keys = batch.stream().map(Waiting::key).distinct().toList();
        Uni.createFrom()
                .deferred(() -> read.apply(keys))
                .ifNoItem()
                .after(config.timeout())
                .failWith(() -> ProblemCode.OVERLOADED.with().retryAfter(1))
                .onTermination()
                .invoke(this::finish)
                .subscribe()
                .with(
                        values -> batch.forEach(asked -> asked.complete(Optional.ofNullable(values.get(asked.key)))),
                        failure -> batch.forEach(asked -> asked.fail(failure)));
    }

    private void finish() {
        expire();
        synchronized (waiting) {
            running--;
            schedule();
        }
    }

    /** Nobody is served by an answer to a caller who has given up. */
    private void expire() {
        List<Waiting<K, V>> late = new ArrayList<>();
        long limit = System.nanoTime() - config.timeout().toNanos();
        synchronized (waiting) {
            while (!waiting.isEmpty() && waiting.peek().sinceNanos - limit < 0) late.add(waiting.poll());
        }
        late.forEach(asked -> asked.fail(ProblemCode.OVERLOADED.with().retryAfter(1)));
    }
}
