package dev.huiyuan.coupon;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * A member got a coupon: {@code coupon.issued.v1}.
 *
 * @param couponId the coupon
 * @param memberId whose
 * @param templateCode of which template
 * @param source why
 * @param sourceRef for what
 * @param expiresAt its end, exclusive
 */
@RegisterForReflection
public record CouponIssuedEvent(
        UUID couponId, UUID memberId, String templateCode, CouponSource source, String sourceRef, Instant expiresAt) {
    /** The event's topic. */
    public static final String TOPIC = "coupon.issued.v1";
}
