package dev.huiyuan.programme.admin;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A draft that is to become a version.
 *
 * @param effectiveFrom from when it shall hold; none for as soon as every instance has read it
 * @param note why; none for the draft's
 * @param moveMembers whether members may be moved to another tier whose own is missing; false by default: then a draft
 *     without a tier that somebody has is refused
 * @param version the draft's version that was seen, where no {@code If-Match} says so; none for any
 */
@Schema(name = "ProgrammeActivationRequest")
record ActivationRequest(
        @Schema(examples = "2027-01-01T00:00:00+08:00") @Nullable
        OffsetDateTime effectiveFrom,

        @Nullable @Size(min = 1, max = 500) @Schema(examples = "新年等级调整")
        String note,

        @Nullable @Schema(examples = "false") Boolean moveMembers,
        @Nullable @Positive @Schema(examples = "3") Integer version) {
    boolean movesMembers() {
        return Boolean.TRUE.equals(moveMembers);
    }
}
