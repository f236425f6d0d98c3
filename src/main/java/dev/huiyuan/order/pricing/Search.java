package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.List;

/**
 * The best choice of coupons and discounts: branch and bound over coupons for units, and below that over coupons for goods and
 * fees. Exact unless there are too many coupons or it is too much work; then the best that was found so far.
 */
final class Search {
    /** What a trial does for each line and coupon, in additions: it multiplies, divides and sorts. */
    private static final int TRIAL = 40;

    /** What it takes to find a coupon's group and value, in additions. */
    private static final int LOOK = 20;

    private final Basket basket;
    private final List<Candidate> candidates;
    private final List<Regime> regimes;
    private final long maxWork;
    private Choice best;
    private long workLeft;
    private long work;
    private boolean stopped;

    /**
     * A search.
     *
     * @param shortlist the coupons that it looks at
     * @param regimes the ways to use the discounts, the highest first
     * @param maxWork see {@link Pricing#MAX_WORK}
     */
    Search(Basket basket, Shortlist shortlist, List<Regime> regimes, long maxWork) {
        this.basket = basket;
        this.candidates = shortlist.candidates();
        this.regimes = regimes;
        this.maxWork = maxWork;
        stopped = !shortlist.complete();
        best = choice(0, List.of());
    }

    /**
     * What was found.
     *
     * @param exhaustive whether nothing better is possible
     */
    record Found(Choice choice, boolean exhaustive) {}

    Found run() {
        for (int rank = 0; rank < regimes.size(); rank++) {
            Regime regime = regimes.get(rank);
            // Each has its part, so that none starves the others.
            workLeft = maxWork / regimes.size();
            if (rank > 0) offer(choice(rank, List.of()));
            List<Candidate> together = new ArrayList<>();
            for (Candidate one : candidates) {
                if (!regime.allows(one.deal.stacking())) continue;
                if (one.deal.stacking().exclusive()) tryOut(rank, List.of(one));
                else together.add(one);
            }
            new UnitSearch(this, basket, regime, rank, together).run();
        }
        if (stopped) tryOtherDiscounts(best.coupons());
        return new Found(best, !stopped);
    }

    /** A search that stopped may not have come to the discounts that suit its coupons best; a wish for them would. */
    private void tryOtherDiscounts(List<Candidate> coupons) {
        for (int rank = 0; rank < regimes.size(); rank++) {
            Regime regime = regimes.get(rank);
            if (coupons.stream().allMatch(one -> regime.allows(one.deal.stacking()))) offer(rank, coupons);
        }
    }

    /** Whether there is so much work left, which is taken; else the search of these discounts ends. */
    boolean affords(long additions) {
        if (additions > workLeft) {
            workLeft = 0;
            stopped = true;
            return false;
        }
        workLeft -= additions;
        work += additions;
        return true;
    }

    /** What was done so far, in additions. */
    long work() {
        return work;
    }

    /** What it takes to look at what coupons are for, in additions. */
    long looks(List<Candidate> coupons) {
        long sum = 0;
        for (Candidate one : coupons) sum += LOOK + coupons.size() + one.lines.length;
        return sum;
    }

    /** What it takes to divide an amount over all lines so many times, in additions. */
    long trials(int count) {
        return (long) TRIAL * basket.lines().size() * count;
    }

    /** Whether something that leaves at least so much to pay with at least so many coupons may still be better. */
    boolean mayBeBetter(long payableFen, int coupons) {
        if (payableFen != best.payableFen()) return payableFen < best.payableFen();
        return coupons <= best.coupons().size();
    }

    long bestFen() {
        return best.payableFen();
    }

    int bestCount() {
        return best.coupons().size();
    }

    void tryOut(int rank, List<Candidate> coupons) {
        if (affords(trials(1 + coupons.size()))) offer(rank, coupons);
    }

    private void offer(int rank, List<Candidate> coupons) {
        Trial.Result result = Trial.of(basket, regimes.get(rank), coupons, Trial.Silent.SILENT);
        if (result.holds()) offer(new Choice(result.payableFen(), coupons, regimes.get(rank), rank));
    }

    private Choice choice(int rank, List<Candidate> coupons) {
        Regime regime = regimes.get(rank);
        long payable = Trial.of(basket, regime, coupons, Trial.Silent.SILENT).payableFen();
        return new Choice(payable, coupons, regime, rank);
    }

    private void offer(Choice choice) {
        if (choice.isBetterThan(best)) best = choice;
    }
}
