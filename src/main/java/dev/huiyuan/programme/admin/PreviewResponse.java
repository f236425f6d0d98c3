package dev.huiyuan.programme.admin;

import com.fasterxml.jackson.databind.JsonNode;
import dev.huiyuan.programme.ProgrammeImpact;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What activating a draft would change, and what it would have meant in the last quarter.
 *
 * @param draftId the draft
 * @param draftVersion its version that was looked at
 * @param comparedWith the version that it would follow
 * @param outdated whether that is another version than the one that it was copied from: what changed in between would be
 *     taken back, and is among the changes
 * @param changes every field that would change
 * @param from the first instant of the period of the figures
 * @param until the first instant after it
 * @param impact what the records tell, by topic
 */
@Schema(name = "ProgrammePreview")
record PreviewResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000d1")
        UUID draftId,

        @Schema(examples = "3") int draftVersion,
        @Schema(examples = "1") int comparedWith,
        @Schema(examples = "false") boolean outdated,
        List<Change> changes,
        @Schema(examples = "2026-09-20T00:00:00+08:00") OffsetDateTime from,
        @Schema(examples = "2026-12-20T10:00:00+08:00") OffsetDateTime until,
        List<ProgrammeImpact.Part> impact) {
    /**
     * A field that would change.
     *
     * @param pointer JSON pointer into the document
     * @param before its value so far; absent where there is none
     * @param after its value in the draft; absent where there is none
     */
    @Schema(name = "ProgrammeFieldChange")
    record Change(
            @Schema(examples = "/tiers/1/thresholdFen") String pointer,

            @Schema(implementation = Object.class, examples = "50000") @Nullable
            JsonNode before,

            @Schema(implementation = Object.class, examples = "60000") @Nullable
            JsonNode after) {
        static Change of(DocumentDiff.Difference difference) {
            return new Change(difference.pointer(), difference.before(), difference.after());
        }
    }
}
