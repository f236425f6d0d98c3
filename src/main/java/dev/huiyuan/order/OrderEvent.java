package dev.huiyuan.order;

import dev.huiyuan.programme.Channel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Event: something became of an order.
 *
 * @param orderId which
 * @param storeId the store
 * @param channel where it comes from
 * @param state where it is in its life now
 * @param goodsFen the goods at their prices, in fen
 * @param paidFen what is paid with money, in fen
 * @param points points that pay
 * @param refundedFen what money has come back, in fen
 * @param refundId the refund, if it is about one
 */
@RegisterForReflection
public record OrderEvent(
        UUID orderId,
        UUID storeId,
        Channel channel,
        OrderState state,
        long goodsFen,
        long paidFen,
        long points,
        long refundedFen,
        @Nullable UUID refundId) {
    /** The topic of an order that waits for its payment. */
    public static final String PENDING = "order.pending.v1";
    /** The topic of an order that was settled. */
    public static final String SETTLED = "order.settled.v1";
    /** The topic of an order that was cancelled or ran out of time; the state tells which. */
    public static final String CANCELLED = "order.cancelled.v1";
    /** The topic of a refund. */
    public static final String REFUNDED = "order.refunded.v1";

    static OrderEvent of(OrderBill bill, @Nullable UUID refundId) {
        return new OrderEvent(
                bill.id(),
                bill.placed().storeId(),
                bill.placed().channel(),
                bill.state(),
                bill.amounts().goodsFen(),
                bill.amounts().paidFen(),
                bill.amounts().points(),
                bill.returned().fen(),
                refundId);
    }
}
