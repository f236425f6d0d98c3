package dev.huiyuan.shared.approval;

/** What a second person may say. */
public enum ApprovalDecision {
    APPROVE,
    REJECT
}
