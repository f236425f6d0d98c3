package dev.huiyuan.points;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.FieldError;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times that clients report. */
public final class OrderTimes {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 9999;
    private static final int MAX_DAYS_APART = 1;

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

    /**
     * Problem {@code business-date-out-of-range} for a business date that no bill of a day has. A store's day may end after
     * midnight or before it; any other date would make another bill of the same one.
     *
     * @param businessDate the store's business date, where it is told
     * @param day the bill's day in the programme's zone
     */
    public static void refuseFar(@Nullable LocalDate businessDate, LocalDate day) {
        if (businessDate == null || Math.abs(ChronoUnit.DAYS.between(day, businessDate)) <= MAX_DAYS_APART) return;
        throw outOfRange("too far from the day of occurredAt");
    }

    /**
     * The same for what happens to a bill later: problem {@code business-date-out-of-range} for a date on which no bill can
     * have been by then.
     *
     * @param day the day on which it happens, in the programme's zone
     */
    public static void refuseLater(@Nullable LocalDate businessDate, LocalDate day) {
        if (businessDate == null) return;
        if (businessDate.getYear() >= FIRST_YEAR && !businessDate.isAfter(day.plusDays(MAX_DAYS_APART))) return;
        throw outOfRange("no bill has been on this date");
    }

    private static ProblemException outOfRange(String why) {
        return ProblemCode.BUSINESS_DATE_OUT_OF_RANGE
                .with(MAX_DAYS_APART)
                .at(new FieldError("/businessDate", "out-of-range", why));
    }

    /** Problem {@code occurred-at-in-future} for what is further ahead than clocks of tills may be. */
    public static void refuseFuture(Instant at, Instant now, Programme.Earning rules) {
        if (at.isAfter(now.plusSeconds(rules.futureToleranceSeconds()))) throw ProblemCode.OCCURRED_AT_IN_FUTURE.with();
    }
}
