package dev.huiyuan.coupon;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A coupon after a step of its life.
 *
 * @param couponId the coupon
 * @param memberId whose
 * @param templateCode the template's code
 * @param state where it is now
 * @param expiresAt its end, exclusive, which a return after the end may have moved
 * @param changedAt when the step was taken
 */
record ChangedCoupon(
        UUID couponId,
        UUID memberId,
        @Schema(examples = "WELCOME-20") String templateCode,
        @Schema(examples = "ISSUED") CouponState state,
        OffsetDateTime expiresAt,
        OffsetDateTime changedAt) {}
