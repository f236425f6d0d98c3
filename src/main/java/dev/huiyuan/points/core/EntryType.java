package dev.huiyuan.points.core;

/** What an entry books. The name is also the kind of its business key. */
public enum EntryType {
    ACCRUAL("points.accrued.v1"),
    ACCRUAL_REVERSAL("points.accrual-reversed.v1"),
    /** An order can no longer be cancelled: its points wait for the rest of their time. 0 points. */
    COMPLETION("points.order-completed.v1"),
    REDEMPTION("points.redeemed.v1"),
    /** Spent points return, whether they were redeemed at once or held and captured. */
    REDEMPTION_REVERSAL("points.redemption-reversed.v1"),
    /** Available points are set aside: 0 points. */
    HOLD("points.held.v1"),
    /** Held points are spent; the rest of the hold returns. */
    CAPTURE("points.captured.v1"),
    /** Held points return: 0 points. */
    RELEASE("points.released.v1"),
    /** Pending points become available: 0 points. */
    MATURITY("points.matured.v1"),
    EXPIRY("points.expired.v1"),
    TRANSFER_OUT("points.transferred-out.v1"),
    TRANSFER_IN("points.transferred-in.v1"),
    TRANSFER_OUT_REVERSAL("points.transfer-out-reversed.v1"),
    TRANSFER_IN_REVERSAL("points.transfer-in-reversed.v1"),
    ADJUSTMENT("points.adjusted.v1"),
    FREEZE("points.frozen.v1"),
    UNFREEZE("points.unfrozen.v1"),
    MERGE_OUT("points.merged-out.v1"),
    MERGE_IN("points.merged-in.v1"),
    MERGE_OUT_REVERSAL("points.merge-out-reversed.v1"),
    MERGE_IN_REVERSAL("points.merge-in-reversed.v1");

    private final String topic;

    EntryType(String topic) {
        this.topic = topic;
    }

    /** The topic of the event that tells of such an entry. */
    public String topic() {
        return topic;
    }

    /** Whether points were spent with it that can return. */
    public boolean isSpending() {
        return this == REDEMPTION || this == CAPTURE;
    }
}
