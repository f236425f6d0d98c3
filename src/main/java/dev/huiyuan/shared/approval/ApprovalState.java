package dev.huiyuan.shared.approval;

/** Where an approval stands. */
public enum ApprovalState {
    /** Waits for a second person. */
    OPEN,
    APPROVED,
    REJECTED,
    /** Nobody decided in time. */
    EXPIRED
}
