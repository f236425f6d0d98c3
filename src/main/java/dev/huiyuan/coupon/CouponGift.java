package dev.huiyuan.coupon;

import java.util.Map;
import java.util.UUID;

/**
 * One template's coupons for many members, all for the same reason.
 *
 * @param templateCode the template's code
 * @param source why
 * @param sourceRef what they are issued for, 1 to 200 characters; source, reference and member together issue one coupon
 * @param days the days that it is for
 * @param couponIds the id of each member's coupon
 */
public record CouponGift(
        String templateCode, CouponSource source, String sourceRef, GiftDays days, Map<UUID, UUID> couponIds) {
    public CouponGift {
        couponIds = Map.copyOf(couponIds);
    }
}
