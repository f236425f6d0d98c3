package dev.huiyuan.coupon;

/** What a coupon gives. */
public enum CouponKind {
    /** An amount off, whatever the bill. */
    AMOUNT,
    /** An amount off from a threshold. */
    THRESHOLD,
    /** A percentage off, up to a cap. */
    PERCENTAGE,
    /** A dish. */
    EXCHANGE,
    /** The delivery fee, up to a cap where one is set. */
    FREE_DELIVERY,
    /** The larger size of a drink. */
    DRINK_UPGRADE
}
