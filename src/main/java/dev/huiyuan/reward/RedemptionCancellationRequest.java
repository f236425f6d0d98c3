package dev.huiyuan.reward;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why a redemption is cancelled.
 *
 * @param reason a code
 */
record RedemptionCancellationRequest(
        @NotNull @Pattern(regexp = "^[A-Z_]{2,40}$") @Schema(examples = "CHANGED_MIND")
        String reason) {}
