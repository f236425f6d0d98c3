package dev.huiyuan.points;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That a gift is taken back.
 *
 * @param refundRef the reversal's own reference: each is booked once
 * @param reason a code
 */
public record TakeBackRequest(
        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "T-0042")
        String refundRef,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "FRAUD")
        String reason) {}
