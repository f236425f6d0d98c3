package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders.Claims;
import dev.huiyuan.order.OrderBill.Booked;
import dev.huiyuan.points.core.LedgerEntry;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Orders as they are after the ledger has booked their commands. */
final class OrderEntries {
    private OrderEntries() {}

    /**
     * What the ledger made of an order.
     *
     * @param entries what was spent, if anything was, and what was earned
     */
    static Booked booked(List<LedgerEntry> entries, Instant now) {
        LedgerEntry accrual = entries.getLast();
        UUID spendingId = entries.size() == 1 ? null : entries.getFirst().id();
        return new Booked(
                accrual.memberId(),
                accrual.id(),
                spendingId,
                accrual.points(),
                accrual.after().available(),
                now);
    }

    /** A pending order that was paid. */
    static StoredOrder confirmed(OrderWork.Confirmation confirmation, Booked booked, Claims claims) {
        OrderBill bill = confirmation.before.bill();
        List<UUID> uses = bill.state() == OrderState.TIMED_OUT ? claims.idsOf(confirmation.uses) : bill.benefitUses();
        OrderBill settled = new OrderBill(
                bill.memberId(),
                bill.id(),
                OrderState.SETTLED,
                bill.version() + 1,
                confirmation.placed,
                bill.amounts(),
                bill.price(),
                bill.couponIds(),
                uses,
                bill.holdId(),
                booked,
                confirmation.asked,
                bill.returned(),
                null);
        return new StoredOrder(settled, confirmation.before.lines(), confirmation.payments);
    }

    /** An order of which something came back. */
    static OrderBill refunded(OrderWork.Refund refund, Instant now) {
        OrderBill bill = refund.before.bill();
        boolean last = refund.plan.plan().last();
        return bill.after(
                last ? OrderState.REFUNDED : OrderState.SETTLED, refund.plan.after(bill.returned()), last ? now : null);
    }
}
