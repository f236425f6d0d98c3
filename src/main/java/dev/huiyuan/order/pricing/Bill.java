package dev.huiyuan.order.pricing;

/** What is left of a basket while things are taken off it. */
final class Bill {
    private final Basket basket;
    /** What is left of each line, in fen. */
    final long[] left;
    /** How many units of each line have a unit coupon. */
    private final int[] taken;

    Bill(Basket basket) {
        this.basket = basket;
        int lines = basket.lines().size();
        left = new long[lines];
        taken = new int[lines];
        for (int i = 0; i < lines; i++) left[i] = basket.lines().get(i).grossFen();
    }

    /**
     * What a unit coupon took.
     *
     * @param line of which line
     * @param fen how much, in fen
     */
    record Unit(int line, long fen) {
        static final Unit NOTHING = new Unit(-1, 0);
    }

    /** Takes the dearest unit that is left for a coupon; nothing where there is none. */
    Unit take(Candidate coupon) {
        for (int i : coupon.lines) {
            BasketLine line = basket.lines().get(i);
            if (taken[i] == line.quantity()) continue;
            long fen = Math.min(Candidate.unitFen(coupon.deal.kind(), line), coupon.deal.capFen());
            if (fen == 0) return Unit.NOTHING;
            taken[i]++;
            left[i] -= fen;
            return new Unit(i, fen);
        }
        return Unit.NOTHING;
    }

    /** Undoes a take. */
    void giveBack(Unit unit) {
        taken[unit.line]--;
        left[unit.line] += unit.fen;
    }

    long goodsFen() {
        long sum = 0;
        for (long fen : left) sum += fen;
        return sum;
    }

    /** What is left of each line after some discounts. */
    long[] after(Regime regime) {
        long[] parts = Spread.over(regime.off(goodsFen()), left);
        long[] after = new long[left.length];
        for (int i = 0; i < left.length; i++) after[i] = left[i] - parts[i];
        return after;
    }

    /** Divides what a coupon takes off over the lines that it is for. */
    static long[] parts(Candidate coupon, long fen, long[] left) {
        long[] weights = new long[left.length];
        for (int line : coupon.lines) weights[line] = left[line];
        return Spread.over(fen, weights);
    }
}
