package dev.huiyuan.points.correction;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Two accounts of one person.
 *
 * @param fromMemberId the account that ends
 * @param intoMemberId the account that goes on
 * @param reason why, a code
 */
@Schema(name = "PointsMergeRequest")
record MergeRequest(
        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID fromMemberId,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-0000000000ab")
        UUID intoMemberId,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "REGISTERED_TWICE")
        String reason) {}
