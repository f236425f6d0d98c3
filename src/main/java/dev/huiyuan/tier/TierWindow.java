package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import java.time.LocalDate;

/**
 * The days that count for a tier as seen from one day. All days are in the programme's zone and belong to it.
 *
 * @param earliest the first day that counts for keeping a tier
 * @param from the first day that counts for reaching one
 * @param to today
 */
record TierWindow(LocalDate earliest, LocalDate from, LocalDate to) {
    private static final int MONTHS = 12;
    private static final int MONTHS_A_QUARTER = 3;

    /**
     * The window of a day. The running year ends with the day itself and begins on the day after the same date a year
     * ago: from 2025-11-23 to 2026-11-22. On 29 February it begins on 1 March, and a year after a 28 February it begins
     * on a 29 February if there was one. Of calendar years the day's own counts for reaching a tier; for keeping one the
     * year before does as well, which is the year in which the tier was reached.
     */
    static TierWindow of(Programme.Window window, LocalDate today) {
        return switch (window) {
            case RUNNING_YEAR -> {
                LocalDate from = today.minusMonths(MONTHS).plusDays(1);
                yield new TierWindow(from, from, today);
            }
            case CALENDAR_YEAR -> {
                LocalDate from = today.withDayOfYear(1);
                yield new TierWindow(from.minusYears(1), from, today);
            }
        };
    }

    /** Whether a day counts for reaching a tier. */
    boolean contains(LocalDate day) {
        return !day.isBefore(from) && !day.isAfter(to);
    }

    /** Whether a day counts for keeping a tier only. */
    boolean precedes(LocalDate day) {
        return !day.isBefore(earliest) && day.isBefore(from);
    }

    /** The first day of a day's quarter. */
    static LocalDate quarter(LocalDate day) {
        int month = (day.getMonthValue() - 1) / MONTHS_A_QUARTER * MONTHS_A_QUARTER + 1;
        return LocalDate.of(day.getYear(), month, 1);
    }

    /** The first day of the quarter after a day's quarter: the next evaluation. */
    static LocalDate nextQuarter(LocalDate day) {
        return quarter(day).plusMonths(MONTHS_A_QUARTER);
    }
}
