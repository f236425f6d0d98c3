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
        return ref(businessDate, orderRef);
    }

    /** The order's reference among all of its source. An order number has no space: the two parts cannot be confused. */
    static String ref(@Nullable LocalDate businessDate, String orderRef) {
        return businessDate == null ? orderRef : businessDate + " " + orderRef;
    }

    /** What makes the order's accrual happen once, for ever and for one member. */
    public BusinessKey accrualKey() {
        return new BusinessKey("store:" + storeId, ref(), EntryType.ACCRUAL);
    }
}
