package dev.huiyuan.coupon;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a coupon gives, and when. The kind settles which of the figures are there: {@code amountOffFen} for AMOUNT and
 * THRESHOLD, {@code thresholdFen} for THRESHOLD and, where wanted, all others but AMOUNT, {@code percentOff} and {@code
 * capFen} for PERCENTAGE; a cap on the others limits the price of the dish, the delivery fee or the surcharge.
 *
 * @param kind the kind
 * @param amountOffFen what is taken off, in fen
 * @param thresholdFen from which amount of what it holds for, in fen
 * @param percentOff what is taken off, in percent: 15 leaves 85
 * @param capFen what is taken off at most, in fen
 * @param scope what it holds for
 * @param stacking what it may be combined with
 * @param cost who bears what it takes off
 * @param graceDays how many days a coupon lives at least when it comes back from a refund after its end; null where it does
 *     not come back then
 */
public record CouponTerms(
        CouponKind kind,
        @Nullable Long amountOffFen,
        @Nullable Long thresholdFen,
        @Nullable Integer percentOff,
        @Nullable Long capFen,
        CouponScope scope,
        CouponStacking stacking,
        CouponCost cost,
        @Nullable Integer graceDays) {

    /** Whether a store takes it. */
    public boolean holdsAt(UUID storeId) {
        return scope.storeIds().isEmpty() || scope.storeIds().contains(storeId);
    }

    /** Whether what it takes off, or whether it may be used at all, depends on the bill. */
    boolean dependsOnAmount() {
        return thresholdFen != null || kind == CouponKind.PERCENTAGE;
    }

    /** The dish it is exchanged for, where there is only one; null otherwise. */
    @Nullable
    String exchangeDish() {
        boolean single = kind == CouponKind.EXCHANGE
                && scope.dishCodes().size() == 1
                && scope.categoryCodes().isEmpty();
        return single ? scope.dishCodes().iterator().next() : null;
    }
}
