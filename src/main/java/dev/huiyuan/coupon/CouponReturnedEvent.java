package dev.huiyuan.coupon;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;

/**
 * A used coupon came back: {@code coupon.returned.v1}.
 *
 * @param couponId the coupon
 * @param memberId whose
 * @param templateCode of which template
 * @param orderRef from which bill
 * @param expiresAt its end, exclusive, which a grace period may have moved
 * @param returnedAt when
 */
@RegisterForReflection
public record CouponReturnedEvent(
        UUID couponId, UUID memberId, String templateCode, String orderRef, Instant expiresAt, Instant returnedAt) {
    /** The event's topic. */
    public static final String TOPIC = "coupon.returned.v1";
}
