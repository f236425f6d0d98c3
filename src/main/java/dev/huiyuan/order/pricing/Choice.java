package dev.huiyuan.order.pricing;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/**
 * Coupons and discounts that can be used together.
 *
 * @param payableFen what is left to pay then, in fen, before points
 * @param coupons the coupons, in their order
 * @param regime the discounts
 * @param rank the regime's place among all
 */
record Choice(long payableFen, List<Candidate> coupons, Regime regime, int rank) {
    Choice {
        coupons = List.copyOf(coupons);
    }

    /** Less to pay; then fewer coupons; then those that end sooner; then the higher discount. */
    boolean isBetterThan(Choice other) {
        if (payableFen != other.payableFen) return payableFen < other.payableFen;
        if (coupons.size() != other.coupons.size()) return coupons.size() < other.coupons.size();
        int byEnd = compare(ends(), other.ends());
        if (byEnd != 0) return byEnd < 0;
        if (rank != other.rank) return rank < other.rank;
        return compare(ids(), other.ids()) < 0;
    }

    private List<Instant> ends() {
        return coupons.stream().map(one -> one.deal.expiresAt()).sorted().toList();
    }

    private List<UUID> ids() {
        return coupons.stream().map(Candidate::id).sorted().toList();
    }

    private static <T extends Comparable<T>> int compare(List<T> some, List<T> others) {
        Comparator<T> natural = Comparator.naturalOrder();
        for (int i = 0; i < some.size(); i++) {
            int compared = natural.compare(some.get(i), others.get(i));
            if (compared != 0) return compared;
        }
        return 0;
    }
}
