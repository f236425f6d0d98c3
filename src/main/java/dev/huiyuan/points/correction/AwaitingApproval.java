package dev.huiyuan.points.correction;

import dev.huiyuan.shared.approval.Approval;
import dev.huiyuan.shared.approval.ApprovalState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What waits for a second person.
 *
 * @param approvalId the approval, see {@code /v1/approvals}
 * @param kind what was asked for
 * @param memberId whom it concerns
 * @param state where it stands
 * @param expiresAt the first instant at which it can no longer be decided
 */
@RegisterForReflection
record AwaitingApproval(
        @Schema(examples = "01980000-0000-7000-8000-0000000000ee")
        UUID approvalId,

        @Schema(examples = "points-adjustment") String kind,

        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        ApprovalState state,
        @Schema(examples = "2026-11-28T12:30:00+08:00") OffsetDateTime expiresAt) {
    static AwaitingApproval of(Approval approval, ZoneId zone) {
        return new AwaitingApproval(
                approval.id(),
                approval.kind(),
                approval.memberId(),
                approval.state(),
                approval.expiresAt().atZone(zone).toOffsetDateTime());
    }
}
