package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A gift of points to another member.
 *
 * @param toMemberNo the other one's member number
 * @param points how many
 */
public record GiftRequest(
        @NotNull @Pattern(regexp = "[0-9]{6,20}") @Schema(examples = "860012345678")
        String toMemberNo,

        @NotNull @Min(1) @Max(Balance.LIMIT) @Schema(examples = "100")
        Long points) {}
