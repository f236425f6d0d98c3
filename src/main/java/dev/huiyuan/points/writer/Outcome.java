package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.shared.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** What became of a command within its batch. */
sealed interface Outcome {
    /** Booked now. */
    record Booked(LedgerEntry entry) implements Outcome {}

    /** The same was booked before under another idempotency key. */
    record Known(LedgerEntry entry) implements Outcome {}

    /** This request was answered before: by an entry. */
    record Repeated(LedgerEntry entry, int status) implements Outcome {}

    /** This request was answered before: by a refusal. */
    record RepeatedRefusal(int status, byte[] body) implements Outcome {}

    /**
     * Refused by a rule.
     *
     * @param body the problem as the caller gets it and as it is kept; null where nothing is kept
     */
    record Refused(ProblemException problem, byte @Nullable [] body) implements Outcome {}

    /** The account was merged: the command goes to the one that answers for it now. */
    record Moved(Command command) implements Outcome {}

    /** The account is locked by somebody else, or was opened just now: again later. */
    record Busy() implements Outcome {}
}
