package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Referred;
import dev.huiyuan.shared.ledger.BookedEntry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Entries as participants see them. */
final class BookedEntries {
    private BookedEntries() {}

    /**
     * An entry with what is known of its order.
     *
     * @param account the entry's account right after the command that booked it: a command refunds an order once at most
     */
    static BookedEntry of(LedgerEntry entry, PointsAccount account) {
        return new BookedEntry(
                entry.memberId(),
                entry.id(),
                entry.type().name(),
                entry.points(),
                entry.amountFen(),
                entry.storeId(),
                entry.occurredAt(),
                entry.actor(),
                order(entry, account),
                entry.explanation().counterpart());
    }

    private static BookedEntry.@Nullable Order order(LedgerEntry entry, PointsAccount account) {
        if (entry.type() == EntryType.ACCRUAL) return new BookedEntry.Order(entry.occurredAt(), entry.amountFen());
        UUID orderId = entry.reversedEntryId();
        if (entry.type() != EntryType.ACCRUAL_REVERSAL || orderId == null) return null;
        Referred order = account.history().referred().get(orderId);
        return order == null
                ? null
                : new BookedEntry.Order(
                        order.entry().occurredAt(), order.entry().amountFen() - order.reversedFen());
    }
}
