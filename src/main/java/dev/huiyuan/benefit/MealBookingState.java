package dev.huiyuan.benefit;

/** Where a booking stands. */
enum MealBookingState {
    /** The store has not answered. */
    REQUESTED,
    CONFIRMED,
    /** The store cannot have the party. */
    DECLINED,
    /** The member does not come. */
    CANCELLED
}
