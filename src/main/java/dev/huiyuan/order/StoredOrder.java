package dev.huiyuan.order;

import java.util.List;

/**
 * An order as it is stored.
 *
 * @param bill the order
 * @param lines its lines
 * @param payments how it was paid; none before it was
 */
record StoredOrder(OrderBill bill, List<BillLine> lines, List<PaymentReport> payments) {
    StoredOrder {
        lines = List.copyOf(lines);
        payments = List.copyOf(payments);
    }
}
