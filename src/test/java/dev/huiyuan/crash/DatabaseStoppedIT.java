package dev.huiyuan.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.huiyuan.testing.Api;
import dev.huiyuan.testing.Cluster;
import dev.huiyuan.testing.Cluster.Diner;
import dev.huiyuan.testing.ClusterTest;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A server that is stopped answers nobody, and closes nothing: neither it nor TCP says that it is gone. */
@ClusterTest
class DatabaseStoppedIT {
    private static final Duration STOP = Duration.ofSeconds(10);
    /** Longer than every time-out: nobody may still wait. */
    private static final Duration LONG_STOP = Duration.ofSeconds(60);

    private static final Duration BOUND = Duration.ofSeconds(45);
    private static final int WRITES = 60;
    private static final int READS = 30;

    private final Cluster cluster;
    private final Books books;
    private final AtomicInteger refused = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger turns = new AtomicInteger();

    DatabaseStoppedIT(Cluster cluster) {
        this.cluster = cluster;
        books = new Books(cluster);
    }

    @Test
    void everybodyIsAnsweredAndServiceReturnsByItself() throws Exception {
        stopFor(STOP);
        if (Rounds.areMany()) stopFor(LONG_STOP);
    }

    private void stopFor(Duration time) throws Exception {
        List<Diner> diners = cluster.register(4);
        List<Request> accruals = new ArrayList<>();
        for (int i = 0; i < WRITES; i++) {
            accruals.add(Request.accrual(
                    cluster, diners.get(i % diners.size()), UUID.randomUUID().toString(), 10));
        }
        refused.set(0);
        done.set(0);
        List<Duration> durations = callWhileStopped(time, accruals, diners);
        assertThat(durations).allSatisfy(duration -> assertThat(duration).isLessThan(BOUND));
        assertThat(refused.get()).as("refused while the server stood still").isPositive();
        assertServiceReturns(accruals, diners);
    }

    private List<Duration> callWhileStopped(Duration time, List<Request> accruals, List<Diner> diners)
            throws InterruptedException, ExecutionException {
        List<Future<Duration>> calls = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            long begun = System.nanoTime();
            cluster.postmaster().stop();
            try {
                for (Request accrual : accruals) calls.add(clients.submit(() -> timed(() -> accrual.post(any()))));
                for (int i = 0; i < READS; i++) {
                    String token = diners.get(i % diners.size()).token();
                    calls.add(clients.submit(() -> timed(() -> any().get("/v1/me/points", token))));
                }
                boolean all = time.compareTo(BOUND) > 0;
                await("the stop is over")
                        .atMost(time.plus(BOUND))
                        .until(() ->
                                all ? done.get() == calls.size() : since(begun).compareTo(time) >= 0);
            } finally {
                cluster.postmaster().goOn();
            }
            List<Duration> durations = new ArrayList<>();
            for (Future<Duration> call : calls) durations.add(call.get());
            return durations;
        }
    }

    private Api any() {
        return cluster.api(turns.getAndIncrement());
    }

    /** How long an answer took, which must be a result or a problem that says to come back. */
    private Duration timed(java.util.function.Supplier<Api.Reply> call) {
        long begun = System.nanoTime();
        Api.Reply reply = call.get();
        done.incrementAndGet();
        if (Request.saysComeBack(reply)) refused.incrementAndGet();
        else assertThat(reply.status()).as(reply.body()).isBetween(200, 201);
        return since(begun);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private void assertServiceReturns(List<Request> accruals, List<Diner> diners) throws SQLException {
        await("service returns")
                .atMost(BOUND)
                .until(() -> cluster.api(0)
                                .get("/v1/me/points", diners.getFirst().token())
                                .status()
                        == 200);
        for (Request accrual : accruals) {
            await("the same key is answered").atMost(BOUND).until(() -> accrual.send(any()));
        }
        books.assertHold(diners, accruals);
        new Gauges(cluster).awaitRest();
    }
}
