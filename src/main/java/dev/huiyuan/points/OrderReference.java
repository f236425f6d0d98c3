package dev.huiyuan.points;

import dev.huiyuan.points.core.BillRef;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.EntryType;
import java.time.LocalDate;
import java.util.List;
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

    /** The order's reference among all of its source. */
    static String ref(@Nullable LocalDate businessDate, String orderRef) {
        return BillRef.of(businessDate, orderRef);
    }

    /** What makes the order's accrual happen once, for ever and for one member. */
    public BusinessKey accrualKey() {
        return key(ofStore());
    }

    /**
     * The key that the accrual takes besides where no business date is told: the one that the order has with the date of its
     * day. Whoever tells that date means the same order.
     *
     * @param day the order's day in the programme's zone
     */
    public @Nullable BusinessKey accrualAlias(LocalDate day) {
        return alias(ofStore(), day);
    }

    /** Both, as far as there are two. */
    public List<BusinessKey> accrualKeys(LocalDate day) {
        BusinessKey alias = accrualAlias(day);
        return alias == null ? List.of(accrualKey()) : List.of(accrualKey(), alias);
    }

    /** The accrual's key among the orders of a source, which an import has of its own. */
    BusinessKey key(String source) {
        return new BusinessKey(source, ref(), EntryType.ACCRUAL);
    }

    /** The key besides it. */
    @Nullable
    BusinessKey alias(String source, LocalDate day) {
        return businessDate == null ? new BusinessKey(source, ref(day, orderRef), EntryType.ACCRUAL) : null;
    }

    private String ofStore() {
        return "store:" + storeId;
    }
}
