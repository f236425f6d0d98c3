package dev.huiyuan.points.audit;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.job.ChunkDone;
import dev.huiyuan.shared.job.ChunkPlan;
import dev.huiyuan.shared.job.Job;
import dev.huiyuan.shared.job.JobChunks;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Audits the whole book in chunks. A run that finds differences has done its work and succeeds; what it found stands
 * in its result and in the metrics. One that was interrupted is taken up by the next run for the same date.
 */
@ApplicationScoped
class LedgerAuditJob implements Job {
    static final String NAME = "ledger-audit";

    private static final Logger LOG = Logger.getLogger(LedgerAuditJob.class);

    private final JobChunks chunks;
    private final AuditChecks checks;
    private final AuditRuns runs;
    private final AuditMetrics metrics;
    private final AuditConfig config;
    private final Transactions transactions;
    private final ProgrammeService programme;

    LedgerAuditJob(
            JobChunks chunks,
            AuditChecks checks,
            AuditRuns runs,
            AuditMetrics metrics,
            AuditConfig config,
            Transactions transactions,
            ProgrammeService programme) {
        this.chunks = chunks;
        this.checks = checks;
        this.runs = runs;
        this.metrics = metrics;
        this.config = config;
        this.transactions = transactions;
        this.programme = programme;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<JobResult> run(JobRun run) {
        return chunks.plan(run, run.date(programme.zone()).toString(), checks.sources())
                .call(plan -> runs.open(plan.id()))
                .call(plan -> chunks.work(
                        run,
                        plan,
                        config.workers(),
                        (connection, chunk) -> checks.check(connection, chunk)
                                .call(found -> runs.add(connection, plan.id(), found))
                                .map(found -> ChunkDone.of(found.rows()))))
                .chain(plan -> transactions.run(connection -> finish(connection, run, plan)))
                .invoke(metrics::show)
                .map(LedgerAuditJob::result);
    }

    private Uni<AuditRecord> finish(SqlConnection connection, JobRun run, ChunkPlan plan) {
        UUID id = plan.id();
        return runs.read(connection, id)
                .chain(audit -> runs.add(connection, id, addingUp(audit)))
                .chain(() -> runs.finish(connection, id))
                .chain(() -> chunks.finish(connection, run, plan))
                .chain(() -> runs.read(connection, id));
    }

    private static Findings addingUp(AuditRecord audit) {
        return Findings.of(Findings.addingUp(audit.totals(), audit.balance()), 0);
    }

    private static JobResult result(AuditRecord audit) {
        if (audit.differences() > 0) {
            LOG.errorf("the points ledger does not balance: %d differences, audit %s", audit.differences(), audit.id());
        }
        return new JobResult(
                Map.of("members", audit.members(), "keys", audit.keys(), "differences", audit.differences()));
    }
}
