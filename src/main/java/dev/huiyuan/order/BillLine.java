package dev.huiyuan.order;

import dev.huiyuan.order.pricing.BasketLine;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.order.pricing.SoldLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of an order with its share of everything.
 *
 * @param no its place, from 1
 * @param ref its reference, unique in the order
 * @param dishCode the dish
 * @param categoryCode its category, if it has one
 * @param unitPriceFen what one costs, in fen
 * @param quantity how many
 * @param discountFen what is taken off all of them, in fen
 * @param points how many points pay for it
 * @param pointsFen what they are worth, in fen
 * @param paidFen what is paid for it with money, in fen: what earns points
 * @param refundedQuantity how many have come back
 * @param refundedFen what money was given back for them, in fen
 */
record BillLine(
        int no,
        String ref,
        String dishCode,
        @Nullable String categoryCode,
        long unitPriceFen,
        int quantity,
        long discountFen,
        long points,
        long pointsFen,
        long paidFen,
        int refundedQuantity,
        long refundedFen) {
    /** The lines of an order at a price, of which nothing has come back. */
    static List<BillLine> of(Price price) {
        List<BillLine> lines = new ArrayList<>();
        for (Price.Line line : price.lines()) lines.add(of(lines.size() + 1, line));
        return lines;
    }

    private static BillLine of(int no, Price.Line priced) {
        BasketLine line = priced.line();
        long pointsFen = priced.shares().stream()
                .filter(share -> share.type() == Price.Type.POINTS)
                .mapToLong(Price.Share::fen)
                .sum();
        return new BillLine(
                no,
                line.ref(),
                line.dishCode(),
                line.categoryCode(),
                line.unitPriceFen(),
                line.quantity(),
                line.grossFen() - pointsFen - priced.netFen(),
                priced.points(),
                pointsFen,
                priced.netFen(),
                0,
                0);
    }

    /** The line as refunds see it. */
    SoldLine sold() {
        return new SoldLine(ref, quantity, paidFen, points, refundedQuantity);
    }

    /** How many have not come back. */
    int left() {
        return quantity - refundedQuantity;
    }

    /** The same line after some more have come back, for so much money. */
    BillLine refunding(int more, long fen) {
        return new BillLine(
                no,
                ref,
                dishCode,
                categoryCode,
                unitPriceFen,
                quantity,
                discountFen,
                points,
                pointsFen,
                paidFen,
                refundedQuantity + more,
                refundedFen + fen);
    }

    /** The same line of which nothing has come back. */
    BillLine asSold() {
        return refunding(-refundedQuantity, -refundedFen);
    }
}
