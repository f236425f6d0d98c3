package dev.huiyuan.coupon;

import java.util.UUID;

/** A member's coupon, by its key. */
public record CouponRef(UUID memberId, UUID couponId) {}
