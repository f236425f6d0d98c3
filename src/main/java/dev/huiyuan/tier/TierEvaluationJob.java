package dev.huiyuan.tier;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.job.Job;
import dev.huiyuan.shared.job.JobChunks;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Map;

/**
 * Evaluates every member once a quarter: who has spent too little enters a grace period. It may run every day; the first
 * run of a quarter evaluates it as of its own day, and one that was interrupted is taken up by the next run.
 */
@ApplicationScoped
class TierEvaluationJob implements Job {
    static final String NAME = "tier-evaluation";

    private final TierSweep sweeps;
    private final TierCandidates candidates;
    private final TierEvaluations evaluations;
    private final TierSettings settings;
    private final JobChunks chunks;
    private final Transactions transactions;
    private final ProgrammeService programme;

    TierEvaluationJob(
            TierSweep sweeps,
            TierCandidates candidates,
            TierEvaluations evaluations,
            TierSettings settings,
            JobChunks chunks,
            Transactions transactions,
            ProgrammeService programme) {
        this.sweeps = sweeps;
        this.candidates = candidates;
        this.evaluations = evaluations;
        this.settings = settings;
        this.chunks = chunks;
        this.transactions = transactions;
        this.programme = programme;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<JobResult> run(JobRun run) {
        LocalDate today = run.date(programme.zone());
        return transactions
                .run(connection -> evaluations.begin(connection, today))
                .chain(evaluation -> evaluation.finished()
                        ? Uni.createFrom().item(new JobResult(Map.of()))
                        : evaluate(run, evaluation));
    }

    /** A tier that was reached after the day of the evaluation is not judged by the sums of that day. */
    private boolean movedLater(TierAccount account, TierSetting setting) {
        LocalDate since = LocalDate.ofInstant(account.standing().since(), programme.zone());
        return since.isAfter(setting.today());
    }

    private Uni<JobResult> evaluate(JobRun run, TierEvaluations.Evaluation evaluation) {
        TierSetting setting = settings.asOf(evaluation.programmeVersion(), evaluation.asOf());
        Cause cause = Cause.time("evaluation:" + evaluation.quarter());
        TierSweep.Sweep sweep = new TierSweep.Sweep(
                evaluation.quarter().toString(),
                setting,
                (connection, chunk) -> candidates.toEvaluate(connection, chunk, setting),
                account -> {
                    TierRules.settle(account, setting);
                    if (!movedLater(account, setting)) TierRules.evaluate(account, cause, setting);
                });
        return sweeps.run(run, sweep)
                .call(swept -> transactions.run(connection -> chunks.finish(connection, run, swept.plan())
                        .call(() -> evaluations.finish(connection, evaluation))))
                .map(TierSweep.Swept::result);
    }
}
