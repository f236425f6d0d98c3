package dev.huiyuan.points;

import dev.huiyuan.points.core.Balance;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That held points are spent.
 *
 * @param points how many; left out for all. The rest returns.
 */
public record CaptureRequest(
        @Min(1) @Max(Balance.LIMIT) @Schema(examples = "80") @Nullable
        Long points) {}
