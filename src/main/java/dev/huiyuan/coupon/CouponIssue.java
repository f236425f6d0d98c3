package dev.huiyuan.coupon;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A coupon to be issued.
 *
 * @param memberId to whom
 * @param templateCode the template's code, such as {@code WELCOME-20}
 * @param source why
 * @param sourceRef what it is issued for, 1 to 200 characters; source, reference and member together issue one coupon
 * @param days the days that a gift is for; null where the coupon is for no day
 */
public record CouponIssue(
        UUID memberId,
        String templateCode,
        CouponSource source,
        String sourceRef,
        @Nullable GiftDays days) {
    /** A coupon that is for no day. */
    public CouponIssue(UUID memberId, String templateCode, CouponSource source, String sourceRef) {
        this(memberId, templateCode, source, sourceRef, null);
    }
}
