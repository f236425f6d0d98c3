package dev.huiyuan.points.audit;

/** How an audit of the whole book stands. */
public enum AuditState {
    RUNNING,
    /** Its run ended before it did; the next one for the same date goes on. */
    INTERRUPTED,
    FINISHED
}
