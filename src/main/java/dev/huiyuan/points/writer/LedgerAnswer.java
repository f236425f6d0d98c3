package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.LedgerEntry;

/** What a caller of the ledger gets. */
public sealed interface LedgerAnswer {
    /** The same answer for a repeated request. */
    LedgerAnswer asReplay();

    /**
     * The command is booked.
     *
     * @param entry its entry
     * @param status 201, or 200 where the same was booked before under another idempotency key
     * @param replayed whether this repeats an earlier answer
     */
    record Booked(LedgerEntry entry, int status, boolean replayed) implements LedgerAnswer {
        @Override
        public Booked asReplay() {
            return new Booked(entry, status, true);
        }
    }

    /**
     * The command is refused.
     *
     * @param status the HTTP status
     * @param body the problem as it was first answered
     * @param replayed whether this repeats an earlier answer
     */
    record Refused(int status, byte[] body, boolean replayed) implements LedgerAnswer {
        @Override
        public Refused asReplay() {
            return new Refused(status, body, true);
        }
    }
}
