package dev.huiyuan.points.core;

/** What an entry books. The name is also the kind of its business key. */
public enum EntryType {
    ACCRUAL("points.accrued.v1"),
    ACCRUAL_REVERSAL("points.accrual-reversed.v1"),
    REDEMPTION("points.redeemed.v1"),
    REDEMPTION_REVERSAL("points.redemption-reversed.v1"),
    /** Pending points become available: 0 points. */
    MATURITY("points.matured.v1"),
    EXPIRY("points.expired.v1");

    private final String topic;

    EntryType(String topic) {
        this.topic = topic;
    }

    /** The topic of the event that tells of such an entry. */
    public String topic() {
        return topic;
    }
}
