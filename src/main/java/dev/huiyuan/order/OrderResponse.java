package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order.
 *
 * @param orderId its id
 * @param memberId whose
 * @param state where it is in its life
 * @param storeId the store
 * @param orderRef what the store calls it
 * @param businessDate the store's business date, where its order numbers restart
 * @param channel where it comes from
 * @param occurredAt when it happened
 * @param placedAt when it was placed here
 * @param expiresAt until when a pending one waits for its confirmation, exclusive
 * @param settledAt when it was settled
 * @param closedAt when it was cancelled, ran out of time or was refunded whole
 * @param goodsFen the goods at their prices, in fen
 * @param feesFen delivery and packaging, in fen
 * @param discountFen what is taken off all of it, in fen
 * @param points points that pay
 * @param pointsFen what they are worth, in fen
 * @param payableFen what is paid with money, in fen
 * @param earnedPoints what was earned, once it is settled
 * @param pointsAfter what could be spent right after it was settled
 * @param lines its lines
 * @param discounts what was taken off, and why
 * @param freeItems what comes free with it, for people
 * @param payments how it was paid
 * @param refundedFen what money came back, in fen
 * @param returnedPoints how many of the spent points came back
 * @param refunds its refunds, the first one first
 */
@Schema(name = "OrderDetails")
record OrderResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000ee")
        UUID orderId,

        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Schema(examples = "SETTLED") OrderState state,

        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Schema(examples = "A-20261121-0042") String orderRef,
        @Schema(examples = "2026-11-21") @Nullable LocalDate businessDate,
        @Schema(examples = "STORE") Channel channel,
        @Schema(examples = "2026-11-21T12:30:00+08:00") OffsetDateTime occurredAt,

        @Schema(examples = "2026-11-21T12:30:01.123456+08:00")
        OffsetDateTime placedAt,

        @Schema(examples = "2026-11-21T12:45:01.123456+08:00") @Nullable
        OffsetDateTime expiresAt,

        @Schema(examples = "2026-11-21T12:30:01.123456+08:00") @Nullable
        OffsetDateTime settledAt,

        @Schema(examples = "2026-11-21T13:30:01.123456+08:00") @Nullable
        OffsetDateTime closedAt,

        @Schema(examples = "5800", minimum = "0", maximum = "9007199254740991")
        long goodsFen,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long feesFen,

        @Schema(examples = "500", minimum = "0", maximum = "9007199254740991")
        long discountFen,

        @Schema(examples = "100", minimum = "0", maximum = "9007199254740991")
        long points,

        @Schema(examples = "100", minimum = "0", maximum = "9007199254740991")
        long pointsFen,

        @Schema(examples = "5200", minimum = "0", maximum = "9007199254740991")
        long payableFen,

        @Schema(examples = "52", minimum = "0", maximum = "9007199254740991") @Nullable
        Long earnedPoints,

        @Schema(examples = "352", minimum = "0", maximum = "9007199254740991") @Nullable
        Long pointsAfter,

        List<OrderLineResponse> lines,
        List<OrderDiscountResponse> discounts,
        @Schema(examples = "[\"小菜一份\"]") List<String> freeItems,
        List<PaymentReport> payments,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long refundedFen,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long returnedPoints,

        List<RefundResponse> refunds) {
    /**
     * An order with its refunds.
     *
     * @param state its state now
     */
    static OrderResponse of(
            StoredOrder order, OrderState state, Price price, List<RefundResponse> refunds, ZoneId zone) {
        OrderBill bill = order.bill();
        OrderBill.Placed placed = bill.placed();
        OrderBill.Amounts amounts = bill.amounts();
        OrderBill.Booked booked = bill.booked();
        return new OrderResponse(
                bill.id(),
                bill.memberId(),
                state,
                placed.storeId(),
                placed.reference().orderRef(),
                placed.reference().businessDate(),
                placed.channel(),
                local(placed.occurredAt(), zone),
                local(placed.at(), zone),
                localOrNull(placed.expiresAt(), zone),
                booked == null ? null : local(booked.at(), zone),
                localOrNull(bill.closedAt(), zone),
                amounts.goodsFen(),
                amounts.feesFen(),
                amounts.discountFen(),
                amounts.points(),
                amounts.pointsFen(),
                amounts.paidFen(),
                booked == null ? null : booked.earnedPoints(),
                booked == null ? null : booked.pointsAfter(),
                order.lines().stream().map(OrderLineResponse::of).toList(),
                OrderDiscountResponse.of(price),
                price.freeItems().stream().map(item -> item.item()).toList(),
                order.payments(),
                bill.returned().fen(),
                bill.returned().points(),
                refunds);
    }

    private static @Nullable OffsetDateTime localOrNull(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : local(instant, zone);
    }

    static OffsetDateTime local(Instant instant, ZoneId zone) {
        return instant.atZone(zone).toOffsetDateTime();
    }
}
