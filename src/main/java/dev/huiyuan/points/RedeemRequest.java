package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Points that a member spends at a till.
 *
 * @param memberId whose points
 * @param presenceId the proof that the member is there, from a member code
 * @param storeId the store; may be left out by a caller who acts for one store only
 * @param orderRef the bill; a presence serves one bill
 * @param points how many
 * @param reason what for, a code
 */
public record RedeemRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000bb")
        UUID presenceId,

        @Schema(examples = "01980000-0000-7000-8000-000000000001") @Nullable
        UUID storeId,

        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "A-20261121-0042")
        String orderRef,

        @NotNull @Min(1) @Max(Balance.LIMIT) @Schema(examples = "100")
        Long points,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "SIDE_DISH")
        String reason) {}
