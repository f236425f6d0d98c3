package dev.huiyuan.points.correction;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A merge that is to be undone.
 *
 * @param reason why, a code
 */
@Schema(name = "PointsMergeReversalRequest")
record MergeReversalRequest(
        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "DIFFERENT_PERSONS")
        String reason) {}
