package dev.huiyuan.member;

import dev.huiyuan.programme.LunarCalendar;
import dev.huiyuan.programme.LunarDate;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A birthday. In the solar calendar 29 February exists in leap years and where the year is not given; in the Chinese
 * one a leap month and a 30th day exist where the year has them, or is not given.
 *
 * @param calendar by which calendar; absent for the solar one
 * @param month 1 to 12
 * @param day 1 to 31, in the Chinese calendar to 30
 * @param leapMonth whether it is a leap month of the Chinese calendar; absent where it is not
 * @param year the calendar's year, or null where the member keeps it
 */
@Schema(name = "Birthday")
public record Birthday(
        @Schema(examples = "SOLAR") @Nullable BirthdayCalendar calendar,

        @Schema(examples = "2", minimum = "1", maximum = "12")
        int month,

        @Schema(examples = "29", minimum = "1", maximum = "31")
        int day,

        @Schema(examples = "false") @Nullable Boolean leapMonth,

        @Schema(examples = "1992", minimum = "1900", maximum = "2200") @Nullable
        Integer year) {
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;
    private static final int LONGEST_LUNAR_MONTH = 30;
    private static final String OUT_OF_RANGE = "out-of-range";

    /** Refuses what is no date: problem {@code validation-failed}. */
    public Birthday {
        if (calendar == null) calendar = BirthdayCalendar.SOLAR;
        leapMonth = Boolean.TRUE.equals(leapMonth) ? Boolean.TRUE : null;
        if (month < 1 || month > 12) throw invalid("/birthday/month", "1 to 12");
        if (year != null && (year < FIRST_YEAR || year > LAST_YEAR)) throw invalid("/birthday/year", "no such year");
        if (calendar == BirthdayCalendar.LUNAR) {
            requireLunar(month, day, leapMonth != null, year);
        } else {
            if (leapMonth != null) throw invalid("/birthday/leapMonth", "only in the Chinese calendar");
            boolean leapYear = year == null || Year.isLeap(year);
            if (day < 1 || day > Month.of(month).length(leapYear)) throw noSuchDay();
        }
    }

    /** A birthday in the solar calendar. */
    public Birthday(int month, int day, @Nullable Integer year) {
        this(BirthdayCalendar.SOLAR, month, day, null, year);
    }

    /** Whether the Chinese calendar counts. */
    public boolean byMoon() {
        return calendar == BirthdayCalendar.LUNAR;
    }

    /** The day of birth, where the year is known. */
    public Optional<LocalDate> bornOn() {
        if (year == null) return Optional.empty();
        return byMoon()
                ? LunarCalendar.exactly(new LunarDate(year, month, leapMonth != null, day))
                : Optional.of(LocalDate.of(year, month, day));
    }

    private static void requireLunar(int month, int day, boolean leap, @Nullable Integer year) {
        if (day < 1 || day > LONGEST_LUNAR_MONTH) throw noSuchDay();
        if (year == null) return;
        if (leap && LunarCalendar.exactly(new LunarDate(year, month, true, 1)).isEmpty()) {
            throw invalid("/birthday/leapMonth", "no such leap month in this year");
        }
        if (LunarCalendar.exactly(new LunarDate(year, month, leap, day)).isEmpty()) throw noSuchDay();
    }

    private static ProblemException noSuchDay() {
        return invalid("/birthday/day", "no such day in this month");
    }

    private static ProblemException invalid(String pointer, String detail) {
        return ProblemException.ofField(pointer, OUT_OF_RANGE, detail);
    }
}
