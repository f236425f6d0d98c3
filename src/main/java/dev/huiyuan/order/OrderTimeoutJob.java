package dev.huiyuan.order;

import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.shared.job.Job;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.job.JobThrottle;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Marks pending orders that nobody confirmed in time, some hundred a transaction. It needs no plan to be resumed: what is
 * marked is not late any more. Coupons and points are free again by the clock, and a bill whose order is late may be ordered
 * again at once. Only what comes free once a day, and a coupon of an account that was merged, wait for this job.
 */
@ApplicationScoped
class OrderTimeoutJob implements Job {
    static final String NAME = "order-timeouts";

    private static final int PER_TRANSACTION = 500;

    private final PendingOrders orders;
    private final PointsLedger points;
    private final Transactions transactions;
    private final JobThrottle throttle;

    OrderTimeoutJob(PendingOrders orders, PointsLedger points, Transactions transactions, JobThrottle throttle) {
        this.orders = orders;
        this.points = points;
        this.transactions = transactions;
        this.throttle = throttle;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<JobResult> run(JobRun run) {
        // repeat: a recursion of chains would grow with the number of orders.
        return Uni.createFrom()
                .deferred(() -> round(run))
                .repeat()
                .whilst(marked -> marked == PER_TRANSACTION)
                .collect()
                .asList()
                .map(rounds -> JobResult.of(
                        "timedOut",
                        rounds.stream().mapToLong(Integer::longValue).sum()));
    }

    /** One transaction; how many orders it marked. */
    private Uni<Integer> round(JobRun run) {
        long start = System.nanoTime();
        Set<UUID> changed = ConcurrentHashMap.newKeySet();
        return transactions
                .run(connection -> orders.timeOut(connection, PER_TRANSACTION, changed)
                        .call(marked -> run.checkpoint(connection, marked)))
                .invoke(() -> points.afterCommit(changed))
                .call(() -> throttle.rest(Duration.ofNanos(System.nanoTime() - start)));
    }
}
