package dev.huiyuan.coupon;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One step of a coupon's life: a row of its history.
 *
 * @param after the coupon after it; its {@code steps} number the step
 * @param type what happened
 * @param at when
 * @param actor who did it
 * @param storeId where, if anywhere
 * @param ref for which order or bill, if any
 * @param reason the reason's code, if one was given
 */
record CouponStep(
        OwnedCoupon after,
        Type type,
        Instant at,
        String actor,
        @Nullable UUID storeId,
        @Nullable String ref,
        @Nullable String reason) {
    /** What can happen to a coupon. */
    @Schema(name = "CouponStepType")
    enum Type {
        ISSUED,
        LOCKED,
        RELEASED,
        USED,
        RETURNED,
        EXPIRED,
        REVOKED,
        /** To or from another account of the same person. */
        MOVED
    }
}
