package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders.Claims;
import dev.huiyuan.benefit.BenefitsOfOrders.OrderUse;
import dev.huiyuan.order.OrderBill.Booked;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.points.core.OrderLine;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An order with its price, about to be placed.
 *
 * @param id its id
 * @param memberId whose
 * @param placed how it is placed
 * @param price what it costs
 * @param priceText the same as a JSON object
 * @param lines its lines
 * @param payments how it was paid; none for one that is pending
 * @param uses the benefits that it uses
 */
record NewOrder(
        UUID id,
        UUID memberId,
        OrderBill.Placed placed,
        Price price,
        String priceText,
        List<BillLine> lines,
        List<PaymentReport> payments,
        List<OrderUse> uses) {
    /** The lines as the ledger keeps them. */
    static List<OrderLine> earning(List<BillLine> lines) {
        return lines.stream()
                .map(line -> new OrderLine(line.ref(), line.paidFen()))
                .toList();
    }

    /** The order, settled, with the uses that are its own. */
    StoredOrder settled(Booked booked, Claims claims) {
        return stored(OrderState.SETTLED, null, booked, claims);
    }

    /**
     * The order, pending.
     *
     * @param holdId the hold of its points; null without points
     * @param claims the uses that are its own
     */
    StoredOrder pending(@Nullable UUID holdId, Claims claims) {
        return stored(OrderState.PENDING, holdId, null, claims);
    }

    private StoredOrder stored(OrderState state, @Nullable UUID holdId, @Nullable Booked booked, Claims claims) {
        OrderBill bill = new OrderBill(
                memberId,
                id,
                state,
                1,
                placed,
                OrderBill.Amounts.of(price),
                priceText,
                price.couponIds(),
                claims.idsOf(uses),
                holdId,
                booked,
                null,
                OrderBill.Returned.NONE,
                null);
        return new StoredOrder(bill, lines, payments);
    }
}
