package dev.huiyuan.coupon;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a coupon gives, and where.
 *
 * @param kind the kind; it settles which of the figures are there
 * @param amountOffFen what is taken off, in fen
 * @param thresholdFen from which bill on, in fen
 * @param percentOff what is taken off, in percent
 * @param capFen what is taken off at most, in fen
 * @param dishCode the dish that it is exchanged for
 * @param storeIds the stores that take it; empty for all
 * @param channels the channels that it holds for; empty for all
 */
record CouponTerms(
        CouponKind kind,
        @Nullable Long amountOffFen,
        @Nullable Long thresholdFen,
        @Nullable Integer percentOff,
        @Nullable Long capFen,
        @Nullable String dishCode,
        Set<UUID> storeIds,
        Set<CouponChannel> channels) {
    CouponTerms {
        storeIds = Set.copyOf(storeIds);
        channels = Set.copyOf(channels);
    }

    /** Whether a store takes it. */
    boolean holdsAt(UUID storeId) {
        return storeIds.isEmpty() || storeIds.contains(storeId);
    }

    /** Whether what it takes off, or whether it may be used at all, depends on the bill. */
    boolean dependsOnAmount() {
        return thresholdFen != null || kind == CouponKind.PERCENTAGE;
    }
}
