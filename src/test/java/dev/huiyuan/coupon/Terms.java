package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Terms for tests, with defaults for what a test is not about. */
final class Terms {
    private Terms() {}

    static CouponTerms of(
            CouponKind kind,
            @Nullable Long amountOffFen,
            @Nullable Long thresholdFen,
            @Nullable Integer percentOff,
            @Nullable Long capFen,
            @Nullable String dishCode,
            Set<UUID> storeIds,
            Set<Channel> channels) {
        return new CouponTerms(
                kind,
                amountOffFen,
                thresholdFen,
                percentOff,
                capFen,
                new CouponScope(
                        dishCode == null ? Set.of() : Set.of(dishCode), Set.of(), storeIds, channels, List.of(), null),
                CouponStacking.ofKind(kind),
                CouponCost.BRAND,
                null);
    }
}
