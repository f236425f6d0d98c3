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

/**
 * Does every day what is due by then: grace periods and protections that are over, tiers that the programme no longer
 * has. An order does the same for its member first, so nothing waits for this.
 */
@ApplicationScoped
class TierGraceJob implements Job {
    static final String NAME = "tier-grace";

    private final TierSweep sweeps;
    private final TierCandidates candidates;
    private final TierSettings settings;
    private final JobChunks chunks;
    private final Transactions transactions;
    private final ProgrammeService programme;

    TierGraceJob(
            TierSweep sweeps,
            TierCandidates candidates,
            TierSettings settings,
            JobChunks chunks,
            Transactions transactions,
            ProgrammeService programme) {
        this.sweeps = sweeps;
        this.candidates = candidates;
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
        TierSetting setting = settings.asOf(programme.at(run.startedAt()).version(), today);
        TierSweep.Sweep sweep = new TierSweep.Sweep(
                today.toString(),
                setting,
                (connection, chunk) -> candidates.due(connection, chunk, setting),
                account -> TierRules.settle(account, setting));
        return sweeps.run(run, sweep)
                .call(swept -> transactions.run(connection -> chunks.finish(connection, run, swept.plan())))
                .map(TierSweep.Swept::result);
    }
}
