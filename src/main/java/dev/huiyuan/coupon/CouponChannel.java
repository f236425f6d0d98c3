package dev.huiyuan.coupon;

/** Where an order comes from. */
public enum CouponChannel {
    STORE,
    MINI_PROGRAM,
    DELIVERY
}
