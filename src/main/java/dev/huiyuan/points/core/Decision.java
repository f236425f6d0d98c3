package dev.huiyuan.points.core;

import dev.huiyuan.shared.problem.ProblemException;

/** What becomes of a command. */
public sealed interface Decision {
    /** The account afterwards. */
    PointsAccount account();

    /** What has to be written; after a refusal only what passing time did. */
    Changes changes();

    /**
     * It is booked.
     *
     * @param entry the command's own entry
     */
    record Accepted(PointsAccount account, Changes changes, LedgerEntry entry) implements Decision {}

    /**
     * It is refused.
     *
     * @param problem why, a value and not thrown
     */
    record Refused(PointsAccount account, Changes changes, ProblemException problem) implements Decision {}
}
