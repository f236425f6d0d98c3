package dev.huiyuan.programme.admin;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A draft without its rules.
 *
 * @param id its id
 * @param basedOn the version that it was copied from
 * @param note what it is for
 * @param version changes with each edit; state it in the next one
 * @param createdBy who made it
 * @param createdAt when
 * @param updatedBy who changed it last
 * @param updatedAt when
 */
@Schema(name = "ProgrammeDraftSummary")
record DraftSummary(
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

        @Schema(examples = "2026-12-19T10:00:00+08:00") OffsetDateTime updatedAt) {
    static DraftSummary of(DraftHead draft, ZoneId zone) {
        return new DraftSummary(
                draft.id(),
                draft.basedOn(),
                draft.note(),
                draft.version(),
                draft.createdBy(),
                draft.createdAt().atZone(zone).toOffsetDateTime(),
                draft.updatedBy(),
                draft.updatedAt().atZone(zone).toOffsetDateTime());
    }
}
