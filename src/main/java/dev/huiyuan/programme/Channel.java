package dev.huiyuan.programme;

import dev.huiyuan.shared.problem.ProblemException;
import java.util.Optional;

/** Where an order comes from. */
public enum Channel {
    /** Eaten there: ordered at the till, or scanned at the table. */
    STORE,
    /** Ordered ahead, fetched or brought by the brand. */
    MINI_PROGRAM,
    /** A delivery platform. */
    DELIVERY,
    /** Check-in, review, task. */
    INTERACTION;

    /** Problem {@code validation-failed} where no bill comes through it. */
    public Optional<ProblemException> refusalOfBills() {
        if (this != INTERACTION) return Optional.empty();
        return Optional.of(ProblemException.ofField("/channel", "unknown", "no bill comes through this channel"));
    }
}
