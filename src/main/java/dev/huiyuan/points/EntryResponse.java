package dev.huiyuan.points;

import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.programme.Channel;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One line of a member's history.
 *
 * @param entryId which
 * @param type what it books
 * @param points signed points
 * @param amountFen the order's amount in fen, negative when taken back, 0 without money
 * @param orderRef the order or bill
 * @param storeId where
 * @param channel where the order came from
 * @param reason a code
 * @param reversedEntryId the entry that it reverses
 * @param occurredAt when it happened
 * @param recordedAt when it was booked
 * @param explanation why it has these points
 * @param balance what the member had right after it
 */
public record EntryResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000cc")
        UUID entryId,

        @Schema(examples = "ACCRUAL") EntryType type,

        @Schema(examples = "116", minimum = "-9007199254740991", maximum = "9007199254740991")
        long points,

        @Schema(examples = "5800", minimum = "-9007199254740991", maximum = "9007199254740991")
        long amountFen,

        @Schema(examples = "A-20261121-0042") @Nullable String orderRef,
        @Nullable UUID storeId,
        @Nullable Channel channel,
        @Nullable String reason,
        @Nullable UUID reversedEntryId,

        @Schema(examples = "2026-11-21T12:30:00+08:00") OffsetDateTime occurredAt,

        @Schema(examples = "2026-11-21T12:30:01.123456+08:00")
        OffsetDateTime recordedAt,

        ExplanationResponse explanation,
        BalanceResponse balance) {
    static EntryResponse of(LedgerEntry entry, ZoneId zone, Locale language) {
        return new EntryResponse(
                entry.id(),
                entry.type(),
                entry.points(),
                entry.amountFen(),
                entry.orderRef(),
                entry.storeId(),
                entry.channel(),
                entry.reason(),
                entry.reversedEntryId(),
                entry.occurredAt().atZone(zone).toOffsetDateTime(),
                entry.recordedAt().atZone(zone).toOffsetDateTime(),
                ExplanationResponse.of(entry, zone, language),
                BalanceResponse.of(entry.after()));
    }
}
