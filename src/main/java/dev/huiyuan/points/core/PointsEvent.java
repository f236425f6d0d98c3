package dev.huiyuan.points.core;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the event of an entry says. Its topic tells the type.
 *
 * @param entryId the entry, which is also the event's id
 * @param points signed points
 * @param available what can be spent right after
 * @param pending what is pending right after
 * @param amountFen the order's amount in fen, negative when taken back
 * @param orderRef the order or bill, if there is one
 * @param storeId where, if known
 * @param occurredAt when it happened
 */
@RegisterForReflection
public record PointsEvent(
        UUID entryId,
        long points,
        long available,
        long pending,
        long amountFen,
        @Nullable String orderRef,
        @Nullable UUID storeId,
        Instant occurredAt) {
    /** The event of an entry. */
    public static PointsEvent of(LedgerEntry entry) {
        return new PointsEvent(
                entry.id(),
                entry.points(),
                entry.after().available(),
                entry.after().pending(),
                entry.amountFen(),
                entry.orderRef(),
                entry.storeId(),
                entry.occurredAt());
    }
}
