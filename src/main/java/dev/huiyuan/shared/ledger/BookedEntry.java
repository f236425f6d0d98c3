package dev.huiyuan.shared.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry that a ledger batch booked.
 *
 * @param memberId whose
 * @param entryId which
 * @param type the entry's type, such as {@code ACCRUAL}
 * @param points signed points
 * @param amountFen what was paid for goods, in fen; negative when taken back; 0 for entries without money
 * @param storeId where, if known
 * @param occurredAt when it happened
 */
public record BookedEntry(
        UUID memberId,
        UUID entryId,
        String type,
        long points,
        long amountFen,
        @Nullable UUID storeId,
        Instant occurredAt) {}
