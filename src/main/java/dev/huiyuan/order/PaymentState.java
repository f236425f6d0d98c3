package dev.huiyuan.order;

/** Whether an order is paid when it is reported. */
public enum PaymentState {
    PAID,
    /** The member pays in between; a till or a back end of the brand confirms it. */
    PENDING
}
