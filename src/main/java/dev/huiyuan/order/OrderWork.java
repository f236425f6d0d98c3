package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders.OrderUse;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.writer.Attachment;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an order wants written together with its commands in the ledger. It is told from others by identity and remembers what
 * the last attempt has booked.
 */
abstract sealed class OrderWork implements Attachment {
    private volatile @Nullable LedgerEntry entry;
    private volatile boolean blocked;

    /** A work that settles an order, and so wants a bill. */
    abstract static sealed class Settling extends OrderWork {
        final BillNames bill;

        Settling(BillNames bill) {
            this.bill = bill;
        }

        abstract UUID orderId();

        @Override
        public boolean refundsItself() {
            return true;
        }
    }

    /** Whether the last attempt found a pending order in the way, or did not. */
    final void block(boolean found) {
        blocked = found;
    }

    /** Whether the last attempt was refused for a pending order in the way. */
    final boolean isBlocked() {
        return blocked;
    }

    /** Its command is booked, in an attempt that may still fail. */
    final void remember(LedgerEntry main) {
        entry = main;
    }

    /** Whether an entry is the one that the last attempt booked for it. */
    final boolean booked(LedgerEntry other) {
        LedgerEntry own = entry;
        return own != null && own.id().equals(other.id());
    }

    /** A paid order. */
    static final class Settlement extends Settling {
        final NewOrder order;
        volatile @Nullable StoredOrder settled;

        Settlement(BillNames bill, NewOrder order) {
            super(bill);
            this.order = order;
        }

        @Override
        UUID orderId() {
            return order.id();
        }
    }

    /** A pending order that was paid. */
    static final class Confirmation extends Settling {
        final StoredOrder before;
        /** Whether its time is over, so that nothing is reserved for it any more. */
        final boolean late;

        final List<PaymentReport> payments;
        final OrderBill.Placed placed;
        final OrderBill.Asked asked;
        final String actor;
        /** The benefits that it has to use anew, because they were given back when its time was over. */
        final List<OrderUse> uses;
        /** The accounts that go on for the order's, where its coupons may be by now. */
        final List<UUID> heirs;

        volatile @Nullable StoredOrder settled;

        Confirmation(
                BillNames bill,
                StoredOrder before,
                boolean late,
                List<PaymentReport> payments,
                OrderBill.Placed placed,
                OrderBill.Asked asked,
                String actor,
                List<OrderUse> uses,
                List<UUID> heirs) {
            super(bill);
            this.before = before;
            this.late = late;
            this.payments = payments;
            this.placed = placed;
            this.asked = asked;
            this.actor = actor;
            this.uses = uses;
            this.heirs = heirs;
        }

        @Override
        UUID orderId() {
            return before.bill().id();
        }
    }

    /** A refund. */
    static final class Refund extends OrderWork {
        final StoredOrder before;
        final RefundRules.Plan plan;
        final RefundOrderRequest request;
        final OrderBill.Asked asked;
        final String actor;
        final UUID id;
        volatile @Nullable StoredRefund done;

        Refund(
                StoredOrder before,
                RefundRules.Plan plan,
                RefundOrderRequest request,
                OrderBill.Asked asked,
                String actor,
                UUID id) {
            this.before = before;
            this.plan = plan;
            this.request = request;
            this.asked = asked;
            this.actor = actor;
            this.id = id;
        }

        /** The account that it was settled on, where that is another one than the order's. */
        List<UUID> heirs() {
            UUID account = before.bill().requireBooked().accountId();
            return account.equals(before.bill().memberId()) ? List.of() : List.of(account);
        }
    }

    /** What was booked, which is known to be there. */
    static <T> T known(@Nullable T done) {
        return Objects.requireNonNull(done, "an answer before its booking");
    }
}
