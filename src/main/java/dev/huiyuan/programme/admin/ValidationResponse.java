package dev.huiyuan.programme.admin;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A draft in which nothing is wrong.
 *
 * @param draftId the draft
 * @param version its version that was checked
 * @param valid always true: what is wrong is a problem
 */
@Schema(name = "ProgrammeValidation")
record ValidationResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000d1")
        UUID draftId,

        @Schema(examples = "3") int version,
        @Schema(examples = "true") boolean valid) {}
