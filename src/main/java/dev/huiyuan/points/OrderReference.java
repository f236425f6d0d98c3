package dev.huiyuan.points;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.EntryType;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a store calls an order.
 *
 * @param storeId the store
 * @param orderRef the order's number
 * @param businessDate the store's business date, where its order numbers restart
 */
public record OrderReference(
        UUID storeId, String orderRef, @Nullable LocalDate businessDate) {
    /** The reference among all of the store. */
    public String ref() {
        return OrderRefs.of(businessDate, orderRef);
    }

    /** What makes the order's accrual happen once, for ever and for one member. */
    public BusinessKey accrualKey() {
        return new BusinessKey("store:" + storeId, ref(), EntryType.ACCRUAL);
    }
}
