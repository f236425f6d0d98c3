package dev.huiyuan.points;

import dev.huiyuan.points.core.LedgerEntry;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What was booked.
 *
 * @param entryId the entry; reversals name it
 * @param memberId whose
 * @param points signed points
 * @param explanation why
 * @param balance what the member has right after it
 */
@RegisterForReflection
public record BookedResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000cc")
        UUID entryId,

        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Schema(examples = "116", minimum = "-9007199254740991", maximum = "9007199254740991")
        long points,

        ExplanationResponse explanation,
        BalanceResponse balance) {
    /** The answer for an entry, with instants of a zone and texts in a language. */
    public static BookedResponse of(LedgerEntry entry, ZoneId zone, Locale language) {
        return new BookedResponse(
                entry.id(),
                entry.memberId(),
                entry.points(),
                ExplanationResponse.of(entry, zone, language),
                BalanceResponse.of(entry.after()));
    }
}
