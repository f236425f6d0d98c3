package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A redemption that is taken back.
 *
 * @param refundRef the reference of the return: each return is booked once
 * @param points how many points return; left out for all that are left
 * @param reason a code
 */
public record ReverseRedemptionRequest(
        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "R-0042-1")
        String refundRef,

        @Min(1) @Max(Balance.LIMIT) @Schema(examples = "50") @Nullable
        Long points,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "ORDER_REFUNDED")
        String reason) {}
