package dev.huiyuan.programme.admin;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An earlier version whose rules are to hold again.
 *
 * @param version its number
 * @param effectiveFrom from when; none for as soon as every instance has read it
 * @param moveMembers whether members may be moved to another tier whose own is missing; false by default
 * @param reason why
 */
@Schema(name = "ProgrammeRollbackRequest")
record RollbackRequest(
        @NotNull @Positive @Schema(examples = "1") Integer version,

        @Schema(examples = "2027-01-02T00:00:00+08:00") @Nullable
        OffsetDateTime effectiveFrom,

        @Nullable @Schema(examples = "false") Boolean moveMembers,

        @NotBlank @Size(max = 500) @Schema(examples = "门槛设置有误")
        String reason) {
    boolean movesMembers() {
        return Boolean.TRUE.equals(moveMembers);
    }
}
