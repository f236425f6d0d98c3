package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A draft with its rules.
 *
 * @param id its id
 * @param basedOn the version that it was copied from
 * @param note what it is for
 * @param version changes with each edit; state it in the next one
 * @param createdBy who made it
 * @param createdAt when
 * @param updatedBy who changed it last
 * @param updatedAt when
 * @param document the rules
 */
@Schema(name = "ProgrammeDraft")
record DraftResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000d1")
        UUID id,

        @Schema(examples = "1") int basedOn,
        @Schema(examples = "新年等级调整") @Nullable String note,
        @Schema(examples = "1") int version,

        @Schema(examples = "staff:01980000-0000-7000-8000-0000000000bb")
        String createdBy,

        @Schema(examples = "2026-12-19T10:00:00+08:00") OffsetDateTime createdAt,

        @Schema(examples = "staff:01980000-0000-7000-8000-0000000000bb")
        String updatedBy,

        @Schema(examples = "2026-12-19T10:00:00+08:00") OffsetDateTime updatedAt,
        Programme document) {
    static DraftResponse of(Draft draft, ZoneId zone) {
        DraftHead head = draft.head();
        return new DraftResponse(
                head.id(),
                head.basedOn(),
                head.note(),
                head.version(),
                head.createdBy(),
                head.createdAt().atZone(zone).toOffsetDateTime(),
                head.updatedBy(),
                head.updatedAt().atZone(zone).toOffsetDateTime(),
                draft.document());
    }
}
