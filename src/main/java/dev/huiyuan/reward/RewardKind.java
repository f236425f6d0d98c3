package dev.huiyuan.reward;

/** What a reward is. */
enum RewardKind {
    /** A dish of the menu, handed over in a store. */
    DISH,
    /** Any drink one size larger, handed over in a store. */
    DRINK_UPGRADE,
    /** Handed over in a store. */
    MERCHANDISE,
    COUPON,
    /** A numbered ticket of a draw. */
    DRAW_TICKET,
    /** A code of somebody else's, from an imported pool. */
    VOUCHER;

    /** Whether it is handed over by people, later. */
    boolean isHandedOver() {
        return this == DISH || this == DRINK_UPGRADE || this == MERCHANDISE;
    }
}
