package dev.huiyuan.member;

import dev.huiyuan.shared.problem.ProblemException;
import java.time.Month;
import java.time.Year;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A birthday in the solar calendar; 29 February exists in leap years and where the year is not given.
 *
 * @param month 1 to 12
 * @param day 1 to 31
 * @param year the year, or null where the member keeps it
 */
public record Birthday(
        @Schema(examples = "2", minimum = "1", maximum = "12")
        int month,

        @Schema(examples = "29", minimum = "1", maximum = "31")
        int day,

        @Schema(examples = "1992", minimum = "1900", maximum = "2200") @Nullable
        Integer year) {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    /** Refuses what is no date: problem {@code validation-failed}. */
    public Birthday {
        if (month < 1 || month > 12) throw invalid("/birthday/month", "1 to 12");
        if (year != null && (year < FIRST_YEAR || year > LAST_YEAR)) throw invalid("/birthday/year", "no such year");
        boolean leap = year == null || Year.isLeap(year);
        if (day < 1 || day > Month.of(month).length(leap)) throw invalid("/birthday/day", "no such day in this month");
    }

    private static ProblemException invalid(String pointer, String detail) {
        return ProblemException.ofField(pointer, "out-of-range", detail);
    }
}
