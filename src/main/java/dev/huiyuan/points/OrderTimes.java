package dev.huiyuan.points;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Times that clients report. */
public final class OrderTimes {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;

    private OrderTimes() {}

    /**
     * A reported time as we keep it; problem {@code validation-failed} for a year in which there is no order.
     *
     * @param at the time
     * @param pointer where it stands in the request
     * @return in microseconds, as PostgreSQL keeps it
     */
    public static Instant of(OffsetDateTime at, String pointer) {
        if (at.getYear() < FIRST_YEAR || at.getYear() > LAST_YEAR) {
            throw ProblemException.ofField(pointer, "year-out-of-range", "must be between 1970 and 9999");
        }
        return at.toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Problem {@code occurred-at-in-future} for what is further ahead than clocks of tills may be. */
    public static void refuseFuture(Instant at, Instant now, Programme.Earning rules) {
        if (at.isAfter(now.plusSeconds(rules.futureToleranceSeconds()))) throw ProblemCode.OCCURRED_AT_IN_FUTURE.with();
    }
}
