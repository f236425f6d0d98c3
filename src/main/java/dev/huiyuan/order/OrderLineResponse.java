package dev.huiyuan.order;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order with its share of everything, which a refund of some of it goes by.
 *
 * @param ref its reference
 * @param dishCode the dish
 * @param categoryCode its category, if it has one
 * @param unitPriceFen what one costs, in fen
 * @param quantity how many
 * @param discountFen what is taken off all of them, in fen
 * @param points how many points pay for it
 * @param pointsFen what they are worth, in fen
 * @param paidFen what is paid with money, in fen: what earns points
 * @param refundedQuantity how many have come back
 * @param refundedFen what money was given back for them, in fen
 */
@Schema(name = "OrderLineDetails")
record OrderLineResponse(
        @Schema(examples = "1") String ref,
        @Schema(examples = "LUROU") String dishCode,
        @Schema(examples = "MAIN") @Nullable String categoryCode,

        @Schema(examples = "2900", minimum = "0", maximum = "9007199254740991")
        long unitPriceFen,

        @Schema(examples = "2", minimum = "1", maximum = "10000")
        int quantity,

        @Schema(examples = "500", minimum = "0", maximum = "9007199254740991")
        long discountFen,

        @Schema(examples = "100", minimum = "0", maximum = "9007199254740991")
        long points,

        @Schema(examples = "100", minimum = "0", maximum = "9007199254740991")
        long pointsFen,

        @Schema(examples = "5200", minimum = "0", maximum = "9007199254740991")
        long paidFen,

        @Schema(examples = "0", minimum = "0", maximum = "10000")
        int refundedQuantity,

        @Schema(examples = "0", minimum = "0", maximum = "9007199254740991")
        long refundedFen) {
    static OrderLineResponse of(BillLine line) {
        return new OrderLineResponse(
                line.ref(),
                line.dishCode(),
                line.categoryCode(),
                line.unitPriceFen(),
                line.quantity(),
                line.discountFen(),
                line.points(),
                line.pointsFen(),
                line.paidFen(),
                line.refundedQuantity(),
                line.refundedFen());
    }
}
