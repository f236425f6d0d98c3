package dev.huiyuan.order;

/** Where an order is in its life. */
public enum OrderState {
    /** Its coupons are locked and its points held until it is confirmed. */
    PENDING,
    /** Paid; some of it may have been refunded. */
    SETTLED,
    /** Refunded whole. */
    REFUNDED,
    /** Given up before it was paid. */
    CANCELLED,
    /** Nobody confirmed it in time. A confirmation still settles it if everything is still there. */
    TIMED_OUT
}
