package dev.huiyuan.points.audit;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.job.JobChunks;
import dev.huiyuan.shared.job.JobRequest;
import dev.huiyuan.shared.job.JobRunRecord;
import dev.huiyuan.shared.job.JobRunner;
import dev.huiyuan.shared.job.PlanProgress;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts audits of the whole book and tells how they stand. */
@ApplicationScoped
class AuditService {
    /** Below the time-outs of proxies; whoever still waits then is told where to look. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private final JobRunner runner;
    private final JobChunks chunks;
    private final AuditRuns runs;
    private final ProgrammeService programme;

    AuditService(JobRunner runner, JobChunks chunks, AuditRuns runs, ProgrammeService programme) {
        this.runner = runner;
        this.chunks = chunks;
        this.runs = runs;
        this.programme = programme;
    }

    /**
     * Starts an audit, or goes on with today's where it was interrupted, and waits for its end for some seconds.
     *
     * @param staffId who asks
     * @return how it stands then; problems {@code job-running} while another run has the job, {@code overloaded} when
     *     it could not even be planned in this time
     */
    Uni<AuditRunResponse> start(UUID staffId) {
        return runner.start(new JobRequest(LedgerAuditJob.NAME, null, staffId))
                .call(AuditService::outcome)
                .chain(started -> runner.read(started.runId()))
                .map(AuditService::plan)
                .chain(this::read);
    }

    /** Waits for the end, or for as long as a caller should. The audit's own record says how far it came. */
    private static Uni<Void> outcome(JobRunner.Started started) {
        return started.result()
                .replaceWithVoid()
                .ifNoItem()
                .after(MAX_WAIT)
                .recoverWithItem(() -> null)
                .onFailure()
                .recoverWithNull();
    }

    private static UUID plan(JobRunRecord run) {
        if (run.planId() == null) throw ProblemCode.OVERLOADED.with().retryAfter(1);
        return run.planId();
    }

    /** An audit; problem {@code not-found}. */
    Uni<AuditRunResponse> read(UUID auditId) {
        return runs.read(auditId).chain(audit -> responses(List.of(audit))).map(List::getFirst);
    }

    /** Audits, newest first. */
    Uni<Page<AuditRunResponse>> page(@Nullable String cursor, int limit) {
        return runs.page(Cursor.decode(cursor), limit + 1)
                .chain(this::responses)
                .map(rows -> Page.of(rows, limit, AuditRunResponse::id));
    }

    /** What an audit found, latest first; problem {@code not-found}. */
    Uni<Page<AuditDifference>> differences(UUID auditId, @Nullable String cursor, int limit) {
        return runs.read(auditId)
                .chain(audit -> runs.differences(auditId, Cursor.decode(cursor), limit + 1))
                .map(rows -> Page.of(rows, limit, AuditRuns.Kept::id).map(AuditRuns.Kept::difference));
    }

    private Uni<List<AuditRunResponse>> responses(List<AuditRecord> audits) {
        return chunks.progress(audits.stream().map(AuditRecord::id).toList())
                .map(progress ->
                        audits.stream().map(audit -> response(audit, progress)).toList());
    }

    private AuditRunResponse response(AuditRecord audit, Map<UUID, PlanProgress> progress) {
        return AuditRunResponse.of(audit, Objects.requireNonNull(progress.get(audit.id())), programme.zone());
    }
}
