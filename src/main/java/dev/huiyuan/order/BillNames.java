package dev.huiyuan.order;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.core.BusinessKey;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a bill may be called: with its business date and without.
 *
 * @param reference as the store calls it
 * @param day its day in the programme's zone
 */
record BillNames(OrderReference reference, LocalDate day) {
    static BillNames of(OrderReference reference, Instant at, ZoneId zone) {
        return new BillNames(reference, LocalDate.ofInstant(at, zone));
    }

    /** The key of its accrual. */
    BusinessKey key() {
        return reference.accrualKey();
    }

    /** The key that its accrual takes besides, without a business date. */
    @Nullable
    BusinessKey alias() {
        return reference.accrualAlias(day);
    }

    /** Both, as far as there are two. */
    List<BusinessKey> keys() {
        return reference.accrualKeys(day);
    }

    String source() {
        return key().source();
    }

    String ref() {
        return key().ref();
    }

    /** What it is called with a date where it is called without, and the other way round. */
    String otherRef() {
        LocalDate other = reference.businessDate() == null ? day : null;
        return new OrderReference(reference.storeId(), reference.orderRef(), other).ref();
    }

    /** On which day alone an order without a date is this bill's; null where the other name has a date. */
    @Nullable
    LocalDate otherOn() {
        return reference.businessDate();
    }
}
