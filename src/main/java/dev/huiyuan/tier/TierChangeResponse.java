package dev.huiyuan.tier;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A line of a member's history of tiers.
 *
 * @param id the change
 * @param from the tier's code before
 * @param to the tier's code after; the same where a grace period or a protection began or ended
 * @param reason why
 * @param spendFen what was spent in the window, in fen
 * @param visits on how many days
 * @param thresholdFen what the tier in question asks for, in fen
 * @param thresholdVisits the same in visits
 * @param windowFrom the first day of the window
 * @param windowTo its last day
 * @param until the last day of the grace period or protection that began with it
 * @param entryId the points entry that it came with
 * @param reasonCode why, where somebody decided it
 * @param at when
 */
@Schema(name = "TierChange")
record TierChangeResponse(
        @Schema(examples = "019aa4c1-0000-7000-8000-000000000001")
        UUID id,

        @Schema(examples = "member") String from,
        @Schema(examples = "silver") String to,
        @Schema(examples = "UPGRADE") ChangeReason reason,

        @Schema(examples = "50000", minimum = "0", maximum = "9007199254740991")
        long spendFen,

        @Schema(examples = "5", minimum = "0", maximum = "366")
        int visits,

        @Schema(examples = "50000", minimum = "0", maximum = "9007199254740991")
        long thresholdFen,

        @Schema(examples = "0", minimum = "0", maximum = "366")
        int thresholdVisits,

        @Schema(examples = "2025-11-23") LocalDate windowFrom,
        @Schema(examples = "2026-11-22") LocalDate windowTo,
        @Schema(examples = "2027-01-31") @Nullable LocalDate until,

        @Schema(examples = "019aa4c1-0000-7000-8000-000000000002") @Nullable
        UUID entryId,

        @Schema(examples = "GOODWILL") @Nullable String reasonCode,
        @Schema(examples = "2026-11-22T12:30:00+08:00") OffsetDateTime at) {
    static TierChangeResponse of(TierChange change, ZoneId zone) {
        return new TierChangeResponse(
                change.id(),
                change.from(),
                change.to(),
                change.reason(),
                change.figures().spendFen(),
                change.figures().visits(),
                change.thresholdFen(),
                change.thresholdVisits(),
                change.windowFrom(),
                change.windowTo(),
                change.until(),
                change.entryId(),
                change.reasonCode(),
                change.at().atZone(zone).toOffsetDateTime());
    }
}
