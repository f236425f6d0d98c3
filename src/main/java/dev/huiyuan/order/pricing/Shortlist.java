package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The coupons that a search looks at, in their order.
 *
 * @param candidates those that may be used
 * @param complete whether every other one is useless or does just what one of these does
 */
record Shortlist(List<Candidate> candidates, boolean complete) {
    /** The most coupons that are compared; of more the search would see a part of the combinations only. */
    static final int MAX_COUPONS = 40;

    Shortlist {
        candidates = List.copyOf(candidates);
    }

    /** Those of a member's coupons that are worth anything here; of too many those that are worth the most. */
    static Shortlist of(Basket basket, List<Deal> deals) {
        List<Candidate> useful = useful(basket, deals);
        if (useful.size() <= MAX_COUPONS) return new Shortlist(useful, true);
        long[] gross = new Bill(basket).left;
        List<Candidate> best = useful.stream()
                .sorted(Comparator.comparingLong((Candidate one) -> -most(one, basket, gross)))
                .limit(MAX_COUPONS)
                .sorted(Candidate.IN_ORDER)
                .toList();
        return new Shortlist(best, false);
    }

    private static List<Candidate> useful(Basket basket, List<Deal> deals) {
        long[] gross = new Bill(basket).left;
        List<Candidate> found = new ArrayList<>();
        for (Deal deal : deals) {
            if (deal.refusal() != null) continue;
            Candidate candidate = new Candidate(deal, basket);
            if (candidate.findsAnything(basket) && most(candidate, basket, gross) > 0) found.add(candidate);
        }
        found.sort(Candidate.IN_ORDER);
        return withoutSpares(found);
    }

    /** Of equal ones that do not go together only the soonest to end is ever used. */
    private static List<Candidate> withoutSpares(List<Candidate> ordered) {
        List<Candidate> kept = new ArrayList<>();
        for (Candidate one : ordered) {
            boolean isSpare = !kept.isEmpty()
                    && one.isLike(kept.getLast())
                    && !one.deal.stacking().allows(kept.getLast().deal.stacking());
            if (!isSpare) kept.add(one);
        }
        return kept;
    }

    /** What a coupon takes off at most, in fen: what is taken off before it never makes that more. */
    private static long most(Candidate coupon, Basket basket, long[] gross) {
        long basis = coupon.basis(gross);
        if (basis < coupon.deal.thresholdFen()) return 0;
        return coupon.deal.kind().isForUnit() ? coupon.mostOfUnit(basket) : coupon.value(basis, basket.deliveryFen());
    }
}
