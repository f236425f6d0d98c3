package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Price;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Something that was taken off an order.
 *
 * @param type what it is
 * @param code the benefit's code or that of the coupon's template; {@code points} for points
 * @param couponId the coupon, if it is one
 * @param name for people
 * @param fen how much, in fen
 * @param basisFen the amount that it was judged on, in fen
 * @param percent its percentage, where it has one
 * @param lineRefs the lines that it took something off; empty for a fee
 */
@Schema(name = "OrderDiscount")
record OrderDiscountResponse(
        @Schema(examples = "COUPON") Price.Type type,
        @Schema(examples = "WELCOME-10") String code,

        @Schema(examples = "01980000-0000-7000-8000-0000000000dd") @Nullable
        UUID couponId,

        @Schema(examples = "新人立减10元") String name,

        @Schema(examples = "500", minimum = "0", maximum = "9007199254740991")
        long fen,

        @Schema(examples = "5800", minimum = "0", maximum = "9007199254740991")
        long basisFen,

        @Schema(examples = "12", minimum = "0", maximum = "100") @Nullable
        Integer percent,

        @Schema(examples = "[\"1\"]") List<String> lineRefs) {
    static List<OrderDiscountResponse> of(Price price) {
        return price.applied().stream()
                .map(one -> new OrderDiscountResponse(
                        one.source().type(),
                        one.source().code(),
                        one.source().couponId(),
                        one.source().name(),
                        one.fen(),
                        one.basisFen(),
                        one.percent(),
                        one.lineRefs()))
                .toList();
    }
}
