package dev.huiyuan.points.core;

import dev.huiyuan.shared.problem.ProblemException;
import java.util.List;

/** What becomes of a command. */
public sealed interface Decision {
    /** The accounts that it touched, the command's own one first. */
    List<Touched> touched();

    /** The command's own account afterwards. */
    default PointsAccount account() {
        return touched().getFirst().account();
    }

    /** What has to be written for the command's own account. */
    default Changes changes() {
        return touched().getFirst().changes();
    }

    /**
     * An account that was touched.
     *
     * @param account the account afterwards
     * @param changes what has to be written; after a refusal only what passing time did
     */
    record Touched(PointsAccount account, Changes changes) {}

    /**
     * It is booked.
     *
     * @param entry the command's own entry
     */
    record Accepted(List<Touched> touched, LedgerEntry entry) implements Decision {}

    /**
     * It is refused.
     *
     * @param problem why, a value and not thrown
     */
    record Refused(List<Touched> touched, ProblemException problem) implements Decision {}
}
