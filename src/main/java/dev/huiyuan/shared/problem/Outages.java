package dev.huiyuan.shared.problem;

import java.util.Optional;

/** Knows which failures come from servers behind us that cannot be reached, and are no defects. */
public interface Outages {
    /**
     * The problem that a failure is for the caller of a request that changes something.
     *
     * @return {@code overloaded} where nothing can have happened, {@code outcome-unknown} where the answer was lost;
     *     empty for every other failure
     */
    Optional<ProblemCode> meaning(Throwable failure);
}
