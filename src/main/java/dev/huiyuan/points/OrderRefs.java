package dev.huiyuan.points;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** References of orders. */
final class OrderRefs {
    private OrderRefs() {}

    /** The order's reference among all of its source. An order number has no space: the two parts cannot be confused. */
    static String of(@Nullable LocalDate businessDate, String orderRef) {
        return businessDate == null ? orderRef : businessDate + " " + orderRef;
    }
}
