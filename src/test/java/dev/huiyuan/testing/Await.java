package dev.huiyuan.testing;

import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Waits for reactive results in tests, and runs things at the same time. */
public final class Await {
    private static final int TIMEOUT_SECONDS = 60;

    private Await() {}

    /** The result of a use case that is called without HTTP. Failures come out as they are. */
    public static <T> T result(Supplier<Uni<T>> work) {
        try {
            return VertxContextSupport.subscribeAndAwait(work);
        } catch (RuntimeException | Error failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new AssertionError(failure);
        }
    }

    /** Runs the same work on many threads, starting at once; the results in no particular order. */
    public static <T> List<T> together(int times, Callable<T> work) {
        CyclicBarrier start = new CyclicBarrier(times);
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                running.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) results.add(one.get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
            return results;
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }
}
