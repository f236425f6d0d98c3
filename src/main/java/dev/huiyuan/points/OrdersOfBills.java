package dev.huiyuan.points;

import dev.huiyuan.points.core.LedgerEntry;
import io.smallrye.mutiny.Uni;
import java.util.Optional;
import java.util.UUID;

/**
 * Whoever settles bills as orders, with money, coupons and points at once: such a bill is refunded at its order, and its
 * points not by themselves. The ledger asks all beans of this type.
 */
public interface OrdersOfBills {
    /**
     * The order that booked an entry. It never changes: the entry was booked in the transaction that settled the order.
     *
     * @param entry what a bill earned, or what was spent for it
     * @return the order's id; empty where the bill is no order
     */
    Uni<Optional<UUID>> orderOf(LedgerEntry entry);
}
