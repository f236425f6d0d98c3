package dev.huiyuan.coupon;

/** Where a coupon is in its life. */
public enum CouponState {
    ISSUED,
    /** Reserved for an order. */
    LOCKED,
    USED,
    EXPIRED,
    REVOKED
}
