package dev.huiyuan.coupon;

/** Where a batch of printed codes is. */
enum CodeBatchState {
    /** Its codes are yet to be made. */
    CREATED,
    /** Its codes are out, and good. */
    EXPORTED,
    /** Its codes are not good any more. */
    ENDED
}
