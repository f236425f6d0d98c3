package dev.huiyuan.order.pricing;

import java.util.List;

/**
 * What a refund gives back.
 *
 * @param lines the lines of which units go back, in the order's sequence
 * @param fees the delivery fee and packaging, which go back with the last unit of the order; otherwise nothing
 * @param moneyFen the money that goes back for lines and fees, in fen
 * @param points the points that go back for lines and fees
 * @param earningLeftFen what of the goods is still paid for afterwards, in fen: what points are earned for
 * @param last whether nothing of the order is left: what was used for it goes back with it
 */
public record RefundPlan(List<Line> lines, Fees fees, long moneyFen, long points, long earningLeftFen, boolean last) {
    public RefundPlan {
        lines = List.copyOf(lines);
    }

    /**
     * What goes back of a line.
     *
     * @param ref the line
     * @param quantity how many units
     * @param moneyFen the money, in fen
     * @param points the points
     * @param earningLeftFen what of the line is still paid for afterwards, in fen
     */
    public record Line(String ref, int quantity, long moneyFen, long points, long earningLeftFen) {}

    /**
     * What was paid for delivery and packaging.
     *
     * @param moneyFen in money, in fen
     * @param points in points
     */
    public record Fees(long moneyFen, long points) {
        /** Nothing. */
        public static final Fees NONE = new Fees(0, 0);

        /** The fees of a price. */
        public static Fees of(Price price) {
            return new Fees(
                    price.delivery().netFen() + price.packaging().netFen(),
                    price.delivery().points() + price.packaging().points());
        }
    }
}
