package dev.huiyuan.shared.job;

/** How a run stands. */
public enum JobRunState {
    RUNNING,
    SUCCEEDED,
    FAILED,
    /** Its instance went away; another run took over. */
    ABANDONED
}
