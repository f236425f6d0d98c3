package dev.huiyuan.menu;

/** Whether a store has a dish. */
enum Availability {
    AVAILABLE,
    /** Out for today or for a while. */
    SOLD_OUT,
    /** Not on the store's menu. */
    OFF
}
