package dev.huiyuan.benefit;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why a use is reversed.
 *
 * @param reason a code
 */
record BenefitReversalRequest(
        @NotNull @Pattern(regexp = "^[A-Z_]{2,40}$") @Schema(examples = "WRONG_MEMBER")
        String reason) {}
