package dev.huiyuan.app;

import dev.huiyuan.shared.approval.ApprovalDecision;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a second person says.
 *
 * @param decision whether it shall take effect
 * @param reason why, a code
 */
@Schema(name = "ApprovalDecisionRequest")
record DecisionRequest(
        @NotNull @Schema(examples = "APPROVE") ApprovalDecision decision,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "RECEIPT_SEEN")
        String reason) {}
