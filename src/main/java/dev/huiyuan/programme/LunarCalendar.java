package dev.huiyuan.programme;

import com.nlf.calendar.LunarMonth;
import com.nlf.calendar.LunarYear;
import java.time.LocalDate;
import java.time.temporal.JulianFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Chinese calendar. The months of a year are computed once and kept: afterwards a conversion is a look at a dozen
 * numbers. Source: {@code cn.6tail:lunar}, which follows Shou Xing's astronomical almanac, as GB/T 33661 prescribes.
 */
public final class LunarCalendar {
    /** Julian day numbers begin at noon. */
    private static final double NOON = 0.5;

    private static final ConcurrentHashMap<Integer, Year> YEARS = new ConcurrentHashMap<>();

    private LunarCalendar() {}

    /**
     * A month of the calendar.
     *
     * @param month 1 to 12
     * @param leap whether it repeats the month before it
     * @param first its first day
     * @param days 29 or 30
     */
    private record Month(int month, boolean leap, LocalDate first, int days) {}

    private record Year(int year, List<Month> months) {
        LocalDate first() {
            return months.getFirst().first;
        }

        Optional<Month> find(int month, boolean leap) {
            return months.stream()
                    .filter(found -> found.month == month && found.leap == leap)
                    .findFirst();
        }
    }

    /** The date of a day. */
    public static LunarDate of(LocalDate day) {
        Year year = year(day.getYear());
        if (day.isBefore(year.first())) year = year(day.getYear() - 1);
        Month found = year.months.getFirst();
        for (Month month : year.months) {
            if (month.first.isAfter(day)) break;
            found = month;
        }
        return new LunarDate(
                year.year, found.month, found.leap, Math.toIntExact(day.toEpochDay() - found.first.toEpochDay()) + 1);
    }

    /**
     * A day of an ordinary month, one that is not a leap month.
     *
     * @param year the year of this calendar
     * @param month 1 to 12
     * @param day 1 to 30; the 30th of a month that has 29 days is its last
     */
    public static LocalDate day(int year, int month, int day) {
        Month found = year(year).find(month, false).orElseThrow();
        return found.first.plusDays(Math.min(day, found.days) - 1L);
    }

    /** The last day of the month that a day lies in. */
    public static LocalDate lastOfMonth(LocalDate day) {
        LunarDate date = of(day);
        Month month = year(date.year()).find(date.month(), date.leap()).orElseThrow();
        return month.first.plusDays(month.days - 1L);
    }

    /** The day of a date that somebody states; empty where the year has no such month or the month no such day. */
    public static Optional<LocalDate> exactly(LunarDate date) {
        return year(date.year())
                .find(date.month(), date.leap())
                .filter(month -> date.day() <= month.days)
                .map(month -> month.first.plusDays(date.day() - 1L));
    }

    private static Year year(int year) {
        return YEARS.computeIfAbsent(year, LunarCalendar::compute);
    }

    /** The library keeps its latest year in a static field. */
    private static synchronized Year compute(int year) {
        List<Month> months = new ArrayList<>();
        for (LunarMonth month : LunarYear.fromYear(year).getMonthsInYear()) {
            LocalDate first =
                    LocalDate.EPOCH.with(JulianFields.JULIAN_DAY, (long) Math.floor(month.getFirstJulianDay() + NOON));
            months.add(new Month(Math.abs(month.getMonth()), month.isLeap(), first, month.getDayCount()));
        }
        return new Year(year, List.copyOf(months));
    }
}
