package dev.huiyuan.shared.approval;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Closes what nobody decided in time and deletes what is old, as the schedule does. */
@Singleton
public class Closing {
    private final ApprovalClosing closing;

    private final ApprovalCleaner cleaner;

    Closing(ApprovalClosing closing, ApprovalCleaner cleaner) {
        this.closing = closing;
        this.cleaner = cleaner;
    }

    /** Deletes what was decided long ago, once. */
    public Uni<Void> clean() {
        return cleaner.clean();
    }

    /** Closes once. */
    public Uni<Void> close() {
        return closing.close();
    }
}
