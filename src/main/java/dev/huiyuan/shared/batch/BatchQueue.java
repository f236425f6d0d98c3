package dev.huiyuan.shared.batch;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.pgclient.PgException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Combines commands with the same key into batches: one batch of a key runs at a time, and what arrives meanwhile
 * makes the next one. There is no timer, so an idle system adds no wait and a busy one shares its commits. A batch
 * that fails for bad data (SQLSTATE classes 22 and 23) is halved until the command at fault fails alone.
 *
 * @param <K> what commands of one batch have in common
 * @param <C> commands
 * @param <R> results
 */
public final class BatchQueue<K, C, R> {
    private final BatchLimits limits;
    private final Executor executor;
    private final BiFunction<K, List<C>, Uni<List<R>>> work;

    private final Map<K, ArrayDeque<Waiting<C, R>>> queues = new HashMap<>();
    /** Keys with commands and no running batch, the one that waits longest first. */
    private final Set<K> ready = new LinkedHashSet<>();

    private final Set<K> busy = new LinkedHashSet<>();
    private int waiting;

    /**
     * A queue.
     *
     * @param limits its limits
     * @param executor starts batches, on an event loop of its own context
     * @param work does a batch in one transaction and returns one result a command, in the same order; it may be
     *     repeated with a part of the batch when it failed
     */
    public BatchQueue(BatchLimits limits, Executor executor, BiFunction<K, List<C>, Uni<List<R>>> work) {
        this.limits = limits;
        this.executor = executor;
        this.work = work;
    }

    private record Waiting<C, R>(C command, UniEmitter<? super R> caller, long sinceNanos) {}

    private record Batch<K, C, R>(K key, List<Waiting<C, R>> items) {}

    /** Does a command as part of a batch; problem {@code overloaded} when the queue is full or too slow. */
    public Uni<R> submit(K key, C command) {
        return Uni.createFrom().<R>emitter(caller -> {
            if (enqueue(key, new Waiting<>(command, caller, System.nanoTime()))) start();
            else caller.fail(ProblemCode.OVERLOADED.with().retryAfter(1));
        });
    }

    private synchronized boolean enqueue(K key, Waiting<C, R> item) {
        if (waiting == limits.waiting()) return false;
        waiting++;
        queues.computeIfAbsent(key, any -> new ArrayDeque<>()).add(item);
        if (!busy.contains(key)) ready.add(key);
        return true;
    }

    private void start() {
        for (Batch<K, C, R> batch = take(); batch != null; batch = take()) {
            Batch<K, C, R> next = batch;
            executor.execute(() -> run(next));
        }
    }

    private synchronized @Nullable Batch<K, C, R> take() {
        if (ready.isEmpty() || busy.size() == limits.slots()) return null;
        K key = ready.iterator().next();
        ready.remove(key);
        busy.add(key);
        ArrayDeque<Waiting<C, R>> queue = queues.getOrDefault(key, new ArrayDeque<>());
        List<Waiting<C, R>> items = new ArrayList<>();
        while (items.size() < limits.batch() && !queue.isEmpty()) items.add(queue.remove());
        waiting -= items.size();
        return new Batch<>(key, items);
    }

    /** The one place that drains the queue, and so the one that subscribes. */
    private void run(Batch<K, C, R> batch) {
        attempt(batch.key(), withinPatience(batch.items()))
                .subscribe()
                .with(done -> finish(batch.key()), failure -> finish(batch.key()));
    }

    private void finish(K key) {
        free(key);
        start();
    }

    private synchronized void free(K key) {
        busy.remove(key);
        ArrayDeque<Waiting<C, R>> queue = queues.get(key);
        if (queue == null || queue.isEmpty()) queues.remove(key);
        else ready.add(key);
    }

    private List<Waiting<C, R>> withinPatience(List<Waiting<C, R>> items) {
        long oldest = System.nanoTime() - limits.patience().toNanos();
        List<Waiting<C, R>> inTime = new ArrayList<>();
        for (Waiting<C, R> item : items) {
            if (item.sinceNanos() - oldest >= 0) inTime.add(item);
            else item.caller().fail(ProblemCode.OVERLOADED.with().retryAfter(1));
        }
        return inTime;
    }

    /** Answers every caller of the items; never fails. */
    private Uni<Void> attempt(K key, List<Waiting<C, R>> items) {
        if (items.isEmpty()) return Uni.createFrom().voidItem();
        return Uni.createFrom()
                .deferred(() ->
                        work.apply(key, items.stream().map(Waiting::command).toList()))
                .invoke(results -> answer(items, results))
                .replaceWithVoid()
                .onFailure()
                .recoverWithUni(failure -> retreat(key, items, failure));
    }

    private Uni<Void> retreat(K key, List<Waiting<C, R>> items, Throwable failure) {
        if (items.size() == 1 || !isBadData(failure)) {
            items.forEach(item -> item.caller().fail(failure));
            return Uni.createFrom().voidItem();
        }
        int half = items.size() / 2;
        return attempt(key, items.subList(0, half)).chain(() -> attempt(key, items.subList(half, items.size())));
    }

    private void answer(List<Waiting<C, R>> items, List<R> results) {
        if (results.size() != items.size()) throw new IllegalStateException("one result a command");
        for (int i = 0; i < results.size(); i++) items.get(i).caller().complete(results.get(i));
    }

    private static boolean isBadData(Throwable failure) {
        if (!(failure instanceof PgException error)) return false;
        String state = error.getSqlState();
        return state != null && (state.startsWith("22") || state.startsWith("23"));
    }
}
