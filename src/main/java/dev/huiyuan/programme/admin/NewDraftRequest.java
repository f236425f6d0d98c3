package dev.huiyuan.programme.admin;

import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A draft that is to be made.
 *
 * @param fromVersion the version to copy; none for the one that holds now
 * @param note what it is for
 */
@Schema(name = "ProgrammeDraftRequest")
record NewDraftRequest(
        @Nullable @Positive @Schema(examples = "1") Integer fromVersion,

        @Nullable @Size(min = 1, max = 500) @Schema(examples = "新年等级调整")
        String note) {}
