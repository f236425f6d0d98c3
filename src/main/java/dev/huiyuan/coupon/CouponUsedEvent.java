package dev.huiyuan.coupon;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A coupon was used: {@code coupon.used.v1}.
 *
 * @param couponId the coupon
 * @param memberId whose
 * @param templateCode of which template
 * @param storeId where
 * @param orderRef for which bill
 * @param discountFen what it took off, in fen, where that is known
 * @param usedAt when
 */
@RegisterForReflection
public record CouponUsedEvent(
        UUID couponId,
        UUID memberId,
        String templateCode,
        UUID storeId,
        String orderRef,
        @Nullable Long discountFen,
        Instant usedAt) {
    /** The event's topic. */
    public static final String TOPIC = "coupon.used.v1";
}
