package dev.huiyuan.reward;

/** Where a redemption is. */
enum RedemptionState {
    /** Points are held, stock and limit are taken, until somebody fulfils or cancels it or its time is over. */
    RESERVED,
    /** The member has it, and the points are spent. */
    FULFILLED,
    CANCELLED,
    EXPIRED
}
