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
 * @param actor who did it, such as {@code staff:<id>}
 * @param order the order that earned with it or was refunded with it; null for what is about no order
 * @param counterpartId the other account of a transfer or merge; null where there is none
 */
public record BookedEntry(
        UUID memberId,
        UUID entryId,
        String type,
        long points,
        long amountFen,
        @Nullable UUID storeId,
        Instant occurredAt,
        String actor,
        @Nullable Order order,
        @Nullable UUID counterpartId) {
    /**
     * An order as it stands right after an entry.
     *
     * @param occurredAt when it was paid, however late it was refunded
     * @param leftFen what is left of its amount, in fen
     */
    public record Order(Instant occurredAt, long leftFen) {}
}
