package dev.huiyuan.programme;

/** Where an order comes from. */
public enum Channel {
    STORE,
    MINI_PROGRAM,
    DELIVERY,
    /** Check-in, review, task. */
    INTERACTION
}
