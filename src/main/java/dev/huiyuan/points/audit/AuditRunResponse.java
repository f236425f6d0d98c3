package dev.huiyuan.points.audit;

import dev.huiyuan.shared.job.PlanProgress;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An audit of the whole book. Its figures are of what was checked so far.
 *
 * @param id the audit
 * @param state how it stands
 * @param startedAt when it was begun
 * @param finishedAt when it was finished
 * @param chunks how many ranges the book was cut into
 * @param chunksDone how many of them are done
 * @param balanced whether nothing differs; absent until it is finished
 * @param checkedMembers how many accounts were looked at
 * @param checkedKeys how many business keys were looked at
 * @param balance the sum of these accounts, in points
 * @param totals the entries by type; their points add up to {@code balance}
 * @param differences how many differences were found; the first 1,000 are kept
 * @param moreDifferences whether there are more than are kept
 * @param lastError why its latest run was interrupted
 */
@Schema(name = "LedgerAudit")
public record AuditRunResponse(
        @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
        UUID id,

        AuditState state,
        @Schema(examples = "2026-11-21T03:30:00+08:00") OffsetDateTime startedAt,

        @Schema(examples = "2026-11-21T03:30:21+08:00") @Nullable
        OffsetDateTime finishedAt,

        @Schema(examples = "13", minimum = "0", maximum = "9007199254740991")
        long chunks,

        @Schema(examples = "13", minimum = "0", maximum = "9007199254740991")
        long chunksDone,

        @Schema(examples = "true") @Nullable Boolean balanced,

        @Schema(examples = "2357", minimum = "0", maximum = "9007199254740991")
        long checkedMembers,

        @Schema(examples = "6919", minimum = "0", maximum = "9007199254740991")
        long checkedKeys,

        @Schema(examples = "245000", minimum = "-9007199254740991", maximum = "9007199254740991")
        long balance,

        List<AuditTotal> totals,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long differences,

        boolean moreDifferences,
        @Nullable String lastError) {
    static AuditRunResponse of(AuditRecord audit, PlanProgress progress, ZoneId zone) {
        Instant finishedAt = audit.finishedAt();
        boolean finished = finishedAt != null;
        AuditState unfinished = progress.isRunning() ? AuditState.RUNNING : AuditState.INTERRUPTED;
        return new AuditRunResponse(
                audit.id(),
                finished ? AuditState.FINISHED : unfinished,
                audit.startedAt().atZone(zone).toOffsetDateTime(),
                finishedAt == null ? null : finishedAt.atZone(zone).toOffsetDateTime(),
                progress.chunks(),
                progress.chunksDone(),
                finished ? audit.differences() == 0 && !audit.more() : null,
                audit.members(),
                audit.keys(),
                audit.balance(),
                audit.totals(),
                audit.differences(),
                audit.more() || audit.differences() > Findings.MAX_DIFFERENCES,
                finished ? null : progress.lastError());
    }
}
