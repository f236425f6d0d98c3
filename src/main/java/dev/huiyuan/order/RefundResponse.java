package dev.huiyuan.order;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A refund, with everything that came back.
 *
 * @param refundId its id
 * @param orderId the order
 * @param refundRef its own reference
 * @param reason a code
 * @param orderState where the order was in its life afterwards
 * @param refundFen the money that the caller gives back, in fen
 * @param feesFen what of it is for delivery and packaging, which come back with the last line, in fen
 * @param payments to which payments it is best given back
 * @param lines what came back
 * @param pointsReturned spent points that returned to where they were taken from
 * @param pointsTakenBack earned points that were taken back, by the order's own rules
 * @param pointsShortfall how many more would have been taken back, had the programme's way of reversing found them
 * @param pointsAfter what could be spent afterwards
 * @param pointsDebt what the member owed afterwards, because less was there than had to be taken back
 * @param coupons what became of the order's coupons, with the last line
 * @param benefitsReversed how many uses of benefits were reversed, with the last line
 * @param refundedAt when
 */
@RegisterForReflection
@Schema(name = "OrderRefund")
record RefundResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000ef")
        UUID refundId,

        @Schema(examples = "01980000-0000-7000-8000-0000000000ee")
        UUID orderId,

        @Schema(examples = "R-0042-1") String refundRef,
        @Schema(examples = "DISH_SPOILED") String reason,
        @Schema(examples = "SETTLED") OrderState orderState,

        @Schema(examples = "2600", minimum = "0", maximum = "9007199254740991")
        long refundFen,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long feesFen,

        List<PaymentReport> payments,
        List<Line> lines,

        @Schema(examples = "50", minimum = "0", maximum = "9007199254740991")
        long pointsReturned,

        @Schema(examples = "26", minimum = "0", maximum = "9007199254740991")
        long pointsTakenBack,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long pointsShortfall,

        @Schema(examples = "376", minimum = "0", maximum = "9007199254740991")
        long pointsAfter,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long pointsDebt,

        List<Coupon> coupons,

        @Schema(examples = "0", minimum = "0", maximum = "100")
        int benefitsReversed,

        @Schema(examples = "2026-11-21T13:30:01.123456+08:00")
        OffsetDateTime refundedAt) {
    /**
     * Some of a line.
     *
     * @param ref the line
     * @param quantity how many
     * @param refundFen the money for them, in fen
     * @param pointsReturned the points for them
     */
    @RegisterForReflection
    @Schema(name = "OrderRefundLine")
    record Line(
            @Schema(examples = "1") String ref,

            @Schema(examples = "1", minimum = "1", maximum = "10000")
            int quantity,

            @Schema(examples = "2600", minimum = "0", maximum = "9007199254740991")
            long refundFen,

            @Schema(examples = "50", minimum = "0", maximum = "9007199254740991")
            long pointsReturned) {}

    /**
     * A coupon of the order.
     *
     * @param couponId which
     * @param returned whether it can be used again
     * @param expiresAt until when, exclusive, where it can
     * @param problem why it did not come back, as a problem's code
     */
    @RegisterForReflection
    @Schema(name = "OrderRefundCoupon")
    record Coupon(
            @Schema(examples = "01980000-0000-7000-8000-0000000000dd")
            UUID couponId,

            @Schema(examples = "true") boolean returned,

            @Schema(examples = "2026-12-21T00:00:00+08:00") @Nullable
            OffsetDateTime expiresAt,

            @Schema(examples = "coupon-return-lapsed") @Nullable
            String problem) {}
}
