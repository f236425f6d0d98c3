package dev.huiyuan.programme.admin;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeChange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are to become a version.
 *
 * @param document the rules
 * @param effectiveFrom from when; null for as soon as every instance can have read them
 * @param movesMembers whether members may be moved whose tier is missing
 * @param restoredVersion the version whose rules they are; null where they come from a draft
 * @param actor who activates them
 * @param note why
 */
record NewVersion(
        Programme document,
        @Nullable Instant effectiveFrom,
        boolean movesMembers,
        @Nullable Integer restoredVersion,
        String actor,
        @Nullable String note) {
    /** What it changes, where it follows other rules. */
    ProgrammeChange change(Programme before) {
        return new ProgrammeChange(before, document, movesMembers);
    }

    VersionOrigin origin() {
        return restoredVersion == null ? VersionOrigin.DRAFT : VersionOrigin.ROLLBACK;
    }
}
