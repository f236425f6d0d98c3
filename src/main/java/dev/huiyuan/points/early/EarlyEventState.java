package dev.huiyuan.points.early;

/** How an early event stands. */
enum EarlyEventState {
    /** Its order has not come. */
    WAITING,
    /** Its order came, and it could not be booked with it. */
    REFUSED
}
