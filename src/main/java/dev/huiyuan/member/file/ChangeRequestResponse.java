package dev.huiyuan.member.file;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.shared.approval.ApprovalState;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A change that waits for somebody of the service, or was decided.
 *
 * @param approvalId the approval, see {@code /v1/approvals}
 * @param birthday the birthday as it should be
 * @param state where it stands
 * @param requestedAt when it was asked for
 */
@RegisterForReflection
record ChangeRequestResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000ee")
        UUID approvalId,

        Birthday birthday,
        ApprovalState state,
        @Schema(examples = "2026-11-21T12:30:00+08:00") OffsetDateTime requestedAt) {}
