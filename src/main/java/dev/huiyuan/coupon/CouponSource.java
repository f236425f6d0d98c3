package dev.huiyuan.coupon;

/** Why a coupon was issued. */
public enum CouponSource {
    WELCOME,
    CLAIM,
    POINTS,
    BIRTHDAY,
    CAMPAIGN,
    COMPENSATION,
    STAFF,
    /** A printed code that the member registered. */
    CODE
}
