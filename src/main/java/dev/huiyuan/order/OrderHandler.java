package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders;
import dev.huiyuan.coupon.MergedCoupons;
import dev.huiyuan.coupon.OrderCoupons;
import dev.huiyuan.points.writer.AttachmentHandler;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;

/** Writes what orders settle, confirm and refund together with their commands, a whole batch of the ledger at once. */
@ApplicationScoped
class OrderHandler implements AttachmentHandler<OrderWork> {
    private final OrderBatch.Parts parts;

    OrderHandler(
            OrderTable table,
            OrderCoupons coupons,
            MergedCoupons merged,
            BenefitsOfOrders benefits,
            OrderAnswers answers,
            OrderEvents events) {
        parts = new OrderBatch.Parts(table, coupons, merged, benefits, answers, events);
    }

    @Override
    public Class<OrderWork> type() {
        return OrderWork.class;
    }

    @Override
    public Handling<OrderWork> begin(List<OrderWork> works, Instant now) {
        return new OrderBatch(parts, works, now);
    }
}
