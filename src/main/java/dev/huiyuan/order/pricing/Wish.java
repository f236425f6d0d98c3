package dev.huiyuan.order.pricing;

import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What shall be used on a bill.
 *
 * @param coupons exactly these coupons; empty for the best combination
 * @param points how many points shall pay
 * @param freeItems exactly these free items, by the benefit's code; empty for all
 */
public record Wish(Optional<Set<UUID>> coupons, Points points, Optional<Set<String>> freeItems) {
    /** The best combination of everything but points. */
    public static final Wish BEST = new Wish(Optional.empty(), Points.NONE, Optional.empty());

    public Wish {
        coupons = coupons.map(Set::copyOf);
        freeItems = freeItems.map(Set::copyOf);
    }

    /** Exactly these coupons, and no points. */
    public static Wish exactly(Set<UUID> coupons) {
        return new Wish(Optional.of(coupons), Points.NONE, Optional.empty());
    }

    /** The same with points. */
    public Wish withPoints(Points wanted) {
        return new Wish(coupons, wanted, freeItems);
    }

    /**
     * How many points shall pay.
     *
     * @param exactly so many; null for as many as are allowed
     */
    public record Points(@Nullable Long exactly) {
        /** None. */
        public static final Points NONE = new Points(0L);

        /** As many as are allowed. */
        public static final Points MOST = new Points(null);
    }
}
