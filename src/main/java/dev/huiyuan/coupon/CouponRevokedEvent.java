package dev.huiyuan.coupon;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * A coupon was taken away: {@code coupon.revoked.v1}.
 *
 * @param couponId the coupon
 * @param memberId whose
 * @param templateCode of which template
 * @param reason the reason's code
 * @param revokedAt when
 */
@RegisterForReflection
public record CouponRevokedEvent(UUID couponId, UUID memberId, String templateCode, String reason, Instant revokedAt) {
    /** The event's topic. */
    public static final String TOPIC = "coupon.revoked.v1";
}
