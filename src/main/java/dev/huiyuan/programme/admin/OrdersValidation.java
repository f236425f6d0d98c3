package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;

/** Whether bills can be settled by a document's rules. */
final class OrdersValidation {
    private static final String ORDERS = "orders";
    private static final int WHOLE_PERCENT = 100;
    private static final int DAY_MINUTES = 1_440;
    private static final int HOUR_MINUTES = 60;

    private OrdersValidation() {}

    static void check(Programme.Orders orders, Findings findings) {
        findings.between(orders.pointsMaxPercent(), 0, WHOLE_PERCENT, ORDERS, "pointsMaxPercent");
        findings.between(orders.pendingMinutes(), 1, DAY_MINUTES, ORDERS, "pendingMinutes");
        findings.between(orders.quoteMinutes(), 1, HOUR_MINUTES, ORDERS, "quoteMinutes");
    }
}
