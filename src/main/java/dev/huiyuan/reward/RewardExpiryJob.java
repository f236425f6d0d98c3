package dev.huiyuan.reward;

import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.job.Job;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Ends reservations whose time is over, chunk by chunk. Nothing waits for it: such a reservation cannot be fulfilled, and
 * who needs its stock or its limit ends it on the way.
 */
@ApplicationScoped
class RewardExpiryJob implements Job {
    private static final String EXPIRED = "expired";

    private final RedemptionExpiry expiry;
    private final RewardPools pools;
    private final PointsLedger points;
    private final Transactions transactions;
    private final ProgrammeService programme;
    private final RewardConfig config;
    private final Clock clock;

    RewardExpiryJob(
            RedemptionExpiry expiry,
            RewardPools pools,
            PointsLedger points,
            Transactions transactions,
            ProgrammeService programme,
            RewardConfig config,
            Clock clock) {
        this.programme = programme;
        this.expiry = expiry;
        this.pools = pools;
        this.points = points;
        this.transactions = transactions;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "reward-expiry";
    }

    /** Repeats rather than recurses, so that a backlog of any length takes the same stack. */
    @Override
    public Uni<JobResult> run(JobRun run) {
        return Uni.createFrom()
                .deferred(() -> sweep(run))
                .repeat()
                .whilst(count -> count == config.expiryChunk())
                .collect()
                .with(Collectors.summingLong(Integer::longValue))
                .call(this::forgetDays)
                .call(this::sumUpPools)
                .map(count -> JobResult.of(EXPIRED, count));
    }

    /** Yesterday stays: a redemption may have begun just before midnight. */
    private Uni<Void> forgetDays() {
        LocalDate before =
                LocalDate.ofInstant(clock.instant(), programme.zone()).minusDays(1);
        return all(connection -> expiry.forgetDays(connection, before, config.expiryChunk()));
    }

    private Uni<Void> sumUpPools() {
        return all(connection -> pools.sumUp(connection, config.expiryChunk()));
    }

    private Uni<Void> all(Function<SqlConnection, Uni<Integer>> chunk) {
        return Uni.createFrom()
                .deferred(() -> transactions.run(chunk))
                .repeat()
                .whilst(count -> count == config.expiryChunk())
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Integer> sweep(JobRun run) {
        return transactions
                .run(connection -> expiry.due(connection, clock.instant(), config.expiryChunk())
                        .call(ended -> run.checkpoint(connection, ended.size())))
                .invoke(ended -> points.afterCommit(ended.stream()
                        .map(RedemptionExpiry.Ended::memberId)
                        .distinct()
                        .toList()))
                .map(List::size);
    }
}
