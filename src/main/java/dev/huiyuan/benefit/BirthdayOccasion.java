package dev.huiyuan.benefit;

import dev.huiyuan.programme.LunarCalendar;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * A day on which the members with one birthday celebrate it.
 *
 * @param byMoon whether the birthday is one of the Chinese calendar
 * @param celebratedOn the day
 * @param month the birthday's month
 * @param day the birthday's day; 29 for the 28 February of a common year as well, and 30 for the last day of a month of
 *     the Chinese calendar that has 29
 */
record BirthdayOccasion(boolean byMoon, LocalDate celebratedOn, int month, int day) {
    private static final String SOLAR = "solar";
    private static final String LUNAR = "lunar";

    static BirthdayOccasion solar(LocalDate celebratedOn, int month, int day) {
        return new BirthdayOccasion(false, celebratedOn, month, day);
    }

    /** The day of a year on which a birthday is celebrated: once, in a leap month's ordinary twin. */
    static BirthdayOccasion in(int year, boolean byMoon, int month, int day) {
        LocalDate celebratedOn = byMoon
                ? LunarCalendar.day(year, month, day)
                : MonthDay.of(month, day).atYear(year);
        return new BirthdayOccasion(byMoon, celebratedOn, month, day);
    }

    /** The year of the celebrated day in the birthday's calendar. */
    int benefitYear() {
        return byMoon ? LunarCalendar.of(celebratedOn).year() : celebratedOn.getYear();
    }

    /** The last day of the month in which it is celebrated. */
    LocalDate monthEndsOn() {
        return byMoon ? LunarCalendar.lastOfMonth(celebratedOn) : celebratedOn.with(TemporalAdjusters.lastDayOfMonth());
    }

    /** The occasion as a part of a job's plan. */
    String part() {
        return String.join("/", byMoon ? LUNAR : SOLAR, "" + month, "" + day, celebratedOn.toString());
    }

    /** The occasion that a part of a plan stands for. */
    static BirthdayOccasion ofPart(String part) {
        List<String> fields = List.of(part.split("/", -1));
        return new BirthdayOccasion(
                fields.get(0).equals(LUNAR),
                LocalDate.parse(fields.get(3)),
                Integer.parseInt(fields.get(1)),
                Integer.parseInt(fields.get(2)));
    }
}
