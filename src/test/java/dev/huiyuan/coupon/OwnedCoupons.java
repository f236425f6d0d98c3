package dev.huiyuan.coupon;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Coupons for tests of pure rules. */
final class OwnedCoupons {
    static final Instant NOW = Instant.parse("2026-11-21T04:00:00Z");

    private OwnedCoupons() {}

    /** Issued two days ago, usable since yesterday, until tomorrow. */
    static OwnedCoupon issued(CouponTerms terms) {
        return in(terms, CouponState.ISSUED);
    }

    static OwnedCoupon in(CouponTerms terms, CouponState state) {
        return in(terms, state, 1);
    }

    /** Issued, so many steps ago. */
    static OwnedCoupon after(int steps) {
        return in(withGrace(null), CouponState.ISSUED, steps);
    }

    private static OwnedCoupon in(CouponTerms terms, CouponState state, int steps) {
        return new OwnedCoupon(
                UUID.randomUUID(),
                UUID.randomUUID(),
                UUID.randomUUID(),
                0,
                "TEST",
                "测试券",
                "",
                terms,
                state,
                steps,
                CouponSource.CLAIM,
                NOW.minus(Duration.ofDays(2)),
                NOW.minus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(1)),
                false,
                null,
                null,
                null);
    }

    /** Ten yuan off, with days of grace or none. */
    static CouponTerms withGrace(@Nullable Integer graceDays) {
        return new CouponTerms(
                CouponKind.AMOUNT,
                1_000L,
                null,
                null,
                null,
                CouponScope.ALL,
                CouponStacking.ofKind(CouponKind.AMOUNT),
                CouponCost.BRAND,
                graceDays);
    }
}
