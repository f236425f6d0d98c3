package dev.huiyuan.benefit;

import dev.huiyuan.programme.LunarCalendar;
import dev.huiyuan.programme.LunarDate;
import java.time.LocalDate;
import java.time.Month;
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
     * two years running stay 300 days apart: 365 - 7 days ahead - at most 30 days to the month's end - 7 - 14; a year
     * of the Chinese calendar can have 354 days, after which the last of these days wait for the distance.
     */
    static final int MAKE_UP_DAYS = 14;
    /** How many days late an e-card still goes out. */
    static final int BELATED_DAYS = 2;

    private static final int LONGEST_MONTH = 31;

    private BirthdayRules() {}

    /**
     * The first day on which the meal for a celebrated birthday can be granted: some days ahead; for who joins in
     * those days or later in the birthday's month, as many days after joining; for who joins later still, never.
     *
     * @param occasion the celebrated birthday
     * @param joinedOn when the member joined
     * @param daysAhead the programme's days ahead
     */
    static Optional<LocalDate> dueOn(BirthdayOccasion occasion, LocalDate joinedOn, int daysAhead) {
        LocalDate regular = occasion.celebratedOn().minusDays(daysAhead);
        if (joinedOn.isBefore(regular)) return Optional.of(regular);
        if (!joinedOn.isAfter(occasion.monthEndsOn())) return Optional.of(joinedOn.plusDays(daysAhead));
        return Optional.empty();
    }

    /** The last day on which the meal for a celebrated birthday can be granted. */
    static LocalDate closesOn(BirthdayOccasion occasion, int daysAhead) {
        return occasion.monthEndsOn().plusDays((long) daysAhead + MAKE_UP_DAYS);
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
            BirthdayOccasion occasion,
            LocalDate joinedOn,
            @Nullable LocalDate lastGrantedOn,
            LocalDate today,
            int daysAhead,
            int daysBetween) {
        boolean due = dueOn(occasion, joinedOn, daysAhead)
                .filter(day -> !day.isAfter(today))
                .isPresent();
        return due && !today.isAfter(closesOn(occasion, daysAhead)) && isFarEnough(lastGrantedOn, today, daysBetween);
    }

    /** The celebrated birthdays for which a meal can be granted on a day, earliest first; of about two months. */
    static List<BirthdayOccasion> openOn(LocalDate today, int daysAhead) {
        LocalDate first = today.minusDays((long) daysAhead + MAKE_UP_DAYS + LONGEST_MONTH);
        return between(first, today.plusDays(daysAhead)).stream()
                .filter(occasion -> !today.isAfter(closesOn(occasion, daysAhead)))
                .toList();
    }

    /** The birthdays whose e-card goes out on a day: that day's, and those of the days before where it was missed. */
    static List<BirthdayOccasion> greetedOn(LocalDate today) {
        return between(today.minusDays(BELATED_DAYS), today);
    }

    /**
     * The birthdays that are celebrated from one day to another; 29 February on the 28th of a common year, the 30th of a
     * month of the Chinese calendar that has 29 days on its last. In less than a year none comes twice.
     */
    static List<BirthdayOccasion> between(LocalDate first, LocalDate last) {
        List<BirthdayOccasion> occasions = new ArrayList<>();
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            addSolar(day, occasions);
            addLunar(day, occasions);
        }
        return occasions;
    }

    private static void addSolar(LocalDate day, List<BirthdayOccasion> occasions) {
        occasions.add(BirthdayOccasion.solar(day, day.getMonthValue(), day.getDayOfMonth()));
        boolean standsForLeapDay = day.getMonth() == Month.FEBRUARY && day.getDayOfMonth() == 28 && !day.isLeapYear();
        if (standsForLeapDay) occasions.add(BirthdayOccasion.solar(day, 2, 29));
    }

    /** Nobody celebrates in a leap month: who was born in one does so in the ordinary month, as every year. */
    private static void addLunar(LocalDate day, List<BirthdayOccasion> occasions) {
        LunarDate date = LunarCalendar.of(day);
        if (date.leap()) return;
        occasions.add(new BirthdayOccasion(true, day, date.month(), date.day()));
        boolean standsForThirtieth =
                date.day() == 29 && LunarCalendar.lastOfMonth(day).equals(day);
        if (standsForThirtieth) occasions.add(new BirthdayOccasion(true, day, date.month(), 30));
    }
}
