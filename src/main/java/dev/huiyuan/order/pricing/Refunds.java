package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares of refunds. A unit is worth its part of what was paid for its line, rounded so that the first so many units of a
 * line are always worth the same together. Therefore refunds of all units, in whatever order and grouping, give back exactly
 * what was paid.
 */
public final class Refunds {
    private Refunds() {}

    /**
     * What goes back for some units.
     *
     * @param lines all lines of the order, with what was refunded before
     * @param fees what was paid for delivery and packaging; they go back with the last unit
     * @param asked how many units of which line, at least 1 each; no other lines
     * @throws IllegalArgumentException for a line that the order does not have, or more units than are left
     */
    public static RefundPlan of(List<SoldLine> lines, RefundPlan.Fees fees, Map<String, Integer> asked) {
        List<RefundPlan.Line> refunded = new ArrayList<>();
        boolean last = true;
        long leftFen = 0;
        for (SoldLine line : lines) {
            int units = asked.getOrDefault(line.ref(), 0);
            if (units < 0 || units > line.quantity() - line.refunded()) {
                throw new IllegalArgumentException("units of line " + line.ref());
            }
            long lineLeftFen = line.netFen() - line.upTo(line.refunded() + units, line.netFen());
            leftFen += lineLeftFen;
            last &= line.refunded() + units == line.quantity();
            if (units > 0) refunded.add(part(line, units, lineLeftFen));
        }
        if (refunded.size() != asked.size()) throw new IllegalArgumentException("a line that the order does not have");
        return plan(refunded, last && !refunded.isEmpty() ? fees : RefundPlan.Fees.NONE, leftFen, last);
    }

    /** Everything that is left of an order. */
    public static RefundPlan ofRest(List<SoldLine> lines, RefundPlan.Fees fees) {
        Map<String, Integer> rest = new HashMap<>();
        for (SoldLine line : lines) {
            if (line.refunded() < line.quantity()) rest.put(line.ref(), line.quantity() - line.refunded());
        }
        return of(lines, fees, rest);
    }

    private static RefundPlan.Line part(SoldLine line, int units, long leftFen) {
        int before = line.refunded();
        int after = before + units;
        return new RefundPlan.Line(
                line.ref(),
                units,
                line.upTo(after, line.netFen()) - line.upTo(before, line.netFen()),
                line.upTo(after, line.points()) - line.upTo(before, line.points()),
                leftFen);
    }

    private static RefundPlan plan(List<RefundPlan.Line> lines, RefundPlan.Fees fees, long leftFen, boolean last) {
        long moneyFen = fees.moneyFen();
        long points = fees.points();
        for (RefundPlan.Line line : lines) {
            moneyFen += line.moneyFen();
            points += line.points();
        }
        return new RefundPlan(lines, fees, moneyFen, points, leftFen, last);
    }
}
