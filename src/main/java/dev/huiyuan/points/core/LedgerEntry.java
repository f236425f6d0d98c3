package dev.huiyuan.points.core;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger. It is never changed.
 *
 * @param memberId whose
 * @param id time-ordered
 * @param seq its number within the account, without gaps
 * @param type what it books
 * @param points signed points
 * @param after what the member had right after it
 * @param amountFen the order's amount in fen; negative when taken back; 0 without money
 * @param orderRef the order or bill, if there is one
 * @param storeId where, if known
 * @param channel where the order came from, if there is one
 * @param key what makes it happen once
 * @param reversedEntryId the entry that it reverses, if it does
 * @param reason a code, if one was given
 * @param actor who did it, such as {@code staff:<id>}
 * @param ruleVersion the version of the programme that decided
 * @param explanation why it has these points
 * @param occurredAt when it happened
 * @param recordedAt when it was booked
 */
public record LedgerEntry(
        UUID memberId,
        UUID id,
        long seq,
        EntryType type,
        long points,
        Balance after,
        long amountFen,
        @Nullable String orderRef,
        @Nullable UUID storeId,
        @Nullable Channel channel,
        BusinessKey key,
        @Nullable UUID reversedEntryId,
        @Nullable String reason,
        String actor,
        int ruleVersion,
        Explanation explanation,
        Instant occurredAt,
        Instant recordedAt) {
    /**
     * When the balance changed: what passing time did, when it fell due, however late it was booked; everything else
     * when it was booked, however far back it happened.
     */
    public Instant effectiveAt() {
        return actor.equals(TimeRules.ACTOR) ? occurredAt : recordedAt;
    }
}
