package dev.huiyuan.benefit;

import java.time.LocalDate;
import java.time.Month;
import java.time.MonthDay;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the birthday meal is granted. All dates are days in the programme's zone. {@link BirthdayGrants} says the same
 * in SQL; a test compares the two.
 */
final class BirthdayRules {
    /**
     * How many days a grant that was due can still be made, after the last day on which one is due for the birthday.
     * It makes up for days without a run and for members who confirm their phone late. Small enough that grants of
     * two years running stay 300 days apart: 365 - 7 days ahead - at most 30 days to the month's end - 7 - 14.
     */
    static final int MAKE_UP_DAYS = 14;

    private BirthdayRules() {}

    /** The day on which a birthday is celebrated in a year: that of 29 February on the 28th in common years. */
    static LocalDate celebratedIn(int year, MonthDay birthday) {
        return birthday.atYear(year);
    }

    /**
     * The first day on which the meal for a celebrated birthday can be granted: some days ahead; for who joins in
     * those days or later in the birthday's month, as many days after joining; for who joins later still, never.
     *
     * @param celebratedOn the celebrated birthday
     * @param joinedOn when the member joined
     * @param daysAhead the programme's days ahead
     */
    static Optional<LocalDate> dueOn(LocalDate celebratedOn, LocalDate joinedOn, int daysAhead) {
        LocalDate regular = celebratedOn.minusDays(daysAhead);
        if (joinedOn.isBefore(regular)) return Optional.of(regular);
        if (!joinedOn.isAfter(endOfMonth(celebratedOn))) return Optional.of(joinedOn.plusDays(daysAhead));
        return Optional.empty();
    }

    /** The last day on which the meal for a celebrated birthday can be granted. */
    static LocalDate closesOn(LocalDate celebratedOn, int daysAhead) {
        return endOfMonth(celebratedOn).plusDays((long) daysAhead + MAKE_UP_DAYS);
    }

    /** Whether the distance to the grant before is large enough; the first grant has none before it. */
    static boolean isFarEnough(@Nullable LocalDate lastGrantedOn, LocalDate today, int daysBetween) {
        return lastGrantedOn == null || !lastGrantedOn.plusDays(daysBetween).isAfter(today);
    }

    /**
     * Whether the meal for a celebrated birthday is granted today to a member who did not get it yet.
     *
     * @param lastGrantedOn the day of the member's latest grant for another year, if there is one
     */
    static boolean isGranted(
            LocalDate celebratedOn,
            LocalDate joinedOn,
            @Nullable LocalDate lastGrantedOn,
            LocalDate today,
            int daysAhead,
            int daysBetween) {
        boolean due = dueOn(celebratedOn, joinedOn, daysAhead)
                .filter(day -> !day.isAfter(today))
                .isPresent();
        return due
                && !today.isAfter(closesOn(celebratedOn, daysAhead))
                && isFarEnough(lastGrantedOn, today, daysBetween);
    }

    /** The celebrated birthdays for which a meal can be granted on a day, earliest first; at most three months. */
    static List<BirthdayOccasion> openOn(LocalDate today, int daysAhead) {
        LocalDate first = today.minusDays((long) daysAhead + MAKE_UP_DAYS).with(TemporalAdjusters.firstDayOfMonth());
        List<BirthdayOccasion> occasions = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(today.plusDays(daysAhead)); day = day.plusDays(1)) {
            if (!today.isAfter(closesOn(day, daysAhead))) addOccasions(day, occasions);
        }
        return occasions;
    }

    private static void addOccasions(LocalDate day, List<BirthdayOccasion> occasions) {
        occasions.add(new BirthdayOccasion(day, day.getMonthValue(), day.getDayOfMonth()));
        boolean standsForLeapDay = day.getMonth() == Month.FEBRUARY && day.getDayOfMonth() == 28 && !day.isLeapYear();
        if (standsForLeapDay) occasions.add(new BirthdayOccasion(day, 2, 29));
    }

    static LocalDate endOfMonth(LocalDate day) {
        return day.with(TemporalAdjusters.lastDayOfMonth());
    }
}
