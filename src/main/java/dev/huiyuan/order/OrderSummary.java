package dev.huiyuan.order;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An order in a list.
 *
 * @param orderId its id
 * @param state where it is in its life
 * @param storeId the store
 * @param orderRef what the store calls it
 * @param businessDate the store's business date, where its order numbers restart
 * @param channel where it comes from
 * @param occurredAt when it happened
 * @param payableFen what is paid with money, in fen
 * @param points points that pay
 * @param earnedPoints what was earned, once it is settled
 * @param refundedFen what money came back, in fen
 */
@Schema(name = "OrderSummary")
record OrderSummary(
        @Schema(examples = "01980000-0000-7000-8000-0000000000ee")
        UUID orderId,

        @Schema(examples = "SETTLED") OrderState state,

        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Schema(examples = "A-20261121-0042") String orderRef,
        @Schema(examples = "2026-11-21") @Nullable LocalDate businessDate,
        @Schema(examples = "STORE") Channel channel,
        @Schema(examples = "2026-11-21T12:30:00+08:00") OffsetDateTime occurredAt,

        @Schema(examples = "5200", minimum = "0", maximum = "9007199254740991")
        long payableFen,

        @Schema(examples = "100", minimum = "0", maximum = "9007199254740991")
        long points,

        @Schema(examples = "52", minimum = "0", maximum = "9007199254740991") @Nullable
        Long earnedPoints,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long refundedFen) {
    static OrderSummary of(OrderBill bill, Instant now, ZoneId zone) {
        OrderBill.Booked booked = bill.booked();
        return new OrderSummary(
                bill.id(),
                bill.stateAt(now),
                bill.placed().storeId(),
                bill.placed().reference().orderRef(),
                bill.placed().reference().businessDate(),
                bill.placed().channel(),
                OrderResponse.local(bill.placed().occurredAt(), zone),
                bill.amounts().paidFen(),
                bill.amounts().points(),
                booked == null ? null : booked.earnedPoints(),
                bill.returned().fen());
    }
}
