package dev.huiyuan.points.correction;

import dev.huiyuan.points.core.Balance;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A correction by hand.
 *
 * @param memberId whose points
 * @param points how many are added, or taken away where negative; not 0
 * @param reason why, a code
 */
@Schema(name = "PointsAdjustmentRequest")
record AdjustmentRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @NotNull @Min(-Balance.LIMIT) @Max(Balance.LIMIT) @Schema(examples = "100")
        Long points,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "GOODWILL")
        String reason) {}
