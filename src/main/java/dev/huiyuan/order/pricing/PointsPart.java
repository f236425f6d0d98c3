package dev.huiyuan.order.pricing;

import org.jspecify.annotations.Nullable;

/**
 * What points pay of a bill.
 *
 * @param spent how many points
 * @param fen what they pay, in fen
 * @param usable how many could pay
 * @param billFen the bill that they pay a part of, in fen
 * @param refusal why they cannot pay as wished; null where they can
 */
record PointsPart(
        long spent,
        long fen,
        long usable,
        long billFen,
        @Nullable Reason refusal) {
    private static final int PERCENT = 100;
    private static final int FEN_IN_YUAN = 100;

    static PointsPart of(long billFen, Entitlements.PointsTerms terms, Wish.Points wish) {
        long mostFen = billFen * terms.maxPercent() / PERCENT;
        long usableFen = Math.min(mostFen, worthFen(terms.available(), terms));
        long usable = cost(usableFen, terms);
        Long exactly = wish.exactly();
        if (exactly == null) return new PointsPart(usable, usableFen, usable, billFen, null);
        if (exactly > terms.available()) {
            return new PointsPart(0, 0, usable, billFen, Reason.POINTS_INSUFFICIENT);
        }
        long fen = worthFen(exactly, terms);
        if (fen > mostFen) return new PointsPart(0, 0, usable, billFen, Reason.POINTS_OVER_LIMIT);
        return new PointsPart(cost(fen, terms), fen, usable, billFen, null);
    }

    /** Whole fen only. */
    private static long worthFen(long points, Entitlements.PointsTerms terms) {
        return Math.min(points, Basket.MAX_TOTAL_FEN * terms.perYuan()) * FEN_IN_YUAN / terms.perYuan();
    }

    /** The fewest points that are worth so much: what is not worth a whole fen is not spent. */
    private static long cost(long fen, Entitlements.PointsTerms terms) {
        return Math.ceilDiv(fen * terms.perYuan(), FEN_IN_YUAN);
    }
}
