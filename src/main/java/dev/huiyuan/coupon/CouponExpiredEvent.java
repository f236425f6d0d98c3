package dev.huiyuan.coupon;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * A coupon ended unused: {@code coupon.expired.v1}.
 *
 * @param couponId the coupon
 * @param memberId whose
 * @param expiredAt when
 */
@RegisterForReflection
public record CouponExpiredEvent(UUID couponId, UUID memberId, Instant expiredAt) {
    /** The event's topic. */
    public static final String TOPIC = "coupon.expired.v1";
}
