package dev.huiyuan.coupon;

import java.util.UUID;

/**
 * A coupon to be issued.
 *
 * @param memberId to whom
 * @param templateCode the template's code, such as {@code WELCOME-20}
 * @param source why
 * @param sourceRef what it is issued for, 1 to 200 characters; source, reference and member together issue one coupon
 */
public record CouponIssue(UUID memberId, String templateCode, CouponSource source, String sourceRef) {}
