package dev.huiyuan.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BirthdayRulesTest {
    private static final int AHEAD = 7;
    private static final int BETWEEN = 300;
    private static final LocalDate LONG_AGO = LocalDate.of(2020, 1, 1);

    @Test
    void mealIsDueSevenDaysAhead() {
        assertThat(BirthdayRules.dueOn(solar("2027-05-20"), LONG_AGO, AHEAD)).contains(day("2027-05-13"));
    }

    @Test
    void whoJoinsTheDayBeforeTheWindowGetsItOnTheRegularDay() {
        assertThat(BirthdayRules.dueOn(solar("2027-05-20"), day("2027-05-12"), AHEAD))
                .contains(day("2027-05-13"));
    }

    @Test
    void whoJoinsInTheSevenDaysBeforeGetsItSevenDaysAfterJoining() {
        assertThat(BirthdayRules.dueOn(solar("2027-05-20"), day("2027-05-13"), AHEAD))
                .contains(day("2027-05-20"));
        assertThat(BirthdayRules.dueOn(solar("2027-05-20"), day("2027-05-19"), AHEAD))
                .contains(day("2027-05-26"));
    }

    @Test
    void whoJoinsLaterInTheBirthdaysMonthGetsItSevenDaysAfterJoining() {
        assertThat(BirthdayRules.dueOn(solar("2027-05-20"), day("2027-05-20"), AHEAD))
                .contains(day("2027-05-27"));
        assertThat(BirthdayRules.dueOn(solar("2027-05-20"), day("2027-05-31"), AHEAD))
                .contains(day("2027-06-07"));
    }

    @Test
    void whoJoinsAfterTheBirthdaysMonthGetsNoneForThatYear() {
        assertThat(BirthdayRules.dueOn(solar("2027-05-20"), day("2027-06-01"), AHEAD))
                .isEmpty();
    }

    @Test
    void leapDayIsCelebratedOnTheTwentyEighthInCommonYears() {
        assertThat(BirthdayOccasion.in(2027, false, 2, 29).celebratedOn()).isEqualTo(day("2027-02-28"));
        assertThat(BirthdayOccasion.in(2028, false, 2, 29).celebratedOn()).isEqualTo(day("2028-02-29"));
        assertThat(BirthdayRules.openOn(day("2027-02-21"), AHEAD))
                .contains(
                        BirthdayOccasion.solar(day("2027-02-28"), 2, 29),
                        BirthdayOccasion.solar(day("2027-02-28"), 2, 28));
        assertThat(BirthdayRules.openOn(day("2028-02-22"), AHEAD))
                .contains(BirthdayOccasion.solar(day("2028-02-29"), 2, 29))
                .doesNotContain(BirthdayOccasion.solar(day("2028-02-28"), 2, 29));
    }

    @Test
    void birthdayInJanuaryIsGrantedInDecemberForTheNextYear() {
        BirthdayOccasion occasion = BirthdayOccasion.solar(day("2027-01-03"), 1, 3);
        assertThat(BirthdayRules.openOn(day("2026-12-26"), AHEAD)).doesNotContain(occasion);
        assertThat(BirthdayRules.openOn(day("2026-12-27"), AHEAD)).contains(occasion);
        assertThat(occasion.benefitYear()).isEqualTo(2027);
    }

    @Test
    void missedDaysAreMadeUpUntilTheGrantCloses() {
        LocalDate closes = BirthdayRules.closesOn(solar("2027-05-20"), AHEAD);
        assertThat(closes).isEqualTo(day("2027-06-21"));
        assertThat(granted("2027-05-20", LONG_AGO, null, closes)).isTrue();
        assertThat(granted("2027-05-20", LONG_AGO, null, closes.plusDays(1))).isFalse();
    }

    @Test
    void threeHundredDaysLieBetweenTwoGrants() {
        LocalDate last = day("2026-07-18");
        assertThat(granted("2027-05-20", LONG_AGO, last, day("2027-05-13"))).isFalse();
        assertThat(granted("2027-05-20", LONG_AGO, last, day("2027-05-14"))).isTrue();
    }

    @Property
    void openOccasionsAreThoseWhoseGrantHasBegunAndNotClosed(
            @ForAll @IntRange(max = 1_500) int todayOffset, @ForAll @IntRange(min = -400, max = 400) int distance) {
        LocalDate today = LONG_AGO.plusDays(todayOffset);
        LocalDate celebrated = today.plusDays(distance);
        boolean open = !today.isBefore(celebrated.minusDays(AHEAD))
                && !today.isAfter(BirthdayRules.closesOn(
                        BirthdayOccasion.solar(celebrated, celebrated.getMonthValue(), celebrated.getDayOfMonth()),
                        AHEAD));
        assertThat(BirthdayRules.openOn(today, AHEAD)
                        .contains(BirthdayOccasion.solar(
                                celebrated, celebrated.getMonthValue(), celebrated.getDayOfMonth())))
                .isEqualTo(open);
    }

    @Test
    void lunarBirthdayIsCelebratedOnItsDayOfTheChineseCalendar() {
        assertThat(lunar(2026, 8, 15).celebratedOn()).isEqualTo(day("2026-09-25"));
        assertThat(BirthdayRules.openOn(day("2026-09-18"), AHEAD)).contains(lunar(2026, 8, 15));
        assertThat(BirthdayRules.openOn(day("2026-09-17"), AHEAD)).doesNotContain(lunar(2026, 8, 15));
    }

    @Test
    void thirtiethOfAMonthWithoutOneIsCelebratedOnTheTwentyNinth() {
        assertThat(lunar(2025, 12, 30).celebratedOn()).as("29 days").isEqualTo(day("2026-02-16"));
        assertThat(lunar(2025, 12, 29).celebratedOn()).isEqualTo(day("2026-02-16"));
        assertThat(BirthdayRules.openOn(day("2026-02-10"), AHEAD)).contains(lunar(2025, 12, 30), lunar(2025, 12, 29));
        assertThat(lunar(2023, 12, 30).celebratedOn()).as("30 days").isEqualTo(day("2024-02-09"));
    }

    @Test
    void lastMonthOfTheChineseYearBelongsToThatYear() {
        assertThat(lunar(2026, 12, 15).celebratedOn()).isEqualTo(day("2027-01-22"));
        assertThat(lunar(2026, 12, 15).benefitYear()).isEqualTo(2026);
        assertThat(BirthdayOccasion.solar(day("2027-01-22"), 1, 22).benefitYear())
                .isEqualTo(2027);
    }

    @Test
    void nobodyCelebratesInALeapMonth() {
        assertThat(lunar(2025, 6, 10).celebratedOn()).isEqualTo(day("2025-07-04"));
        assertThat(BirthdayRules.greetedOn(day("2025-08-03")))
                .as("the 10th of the leap sixth month")
                .noneMatch(BirthdayOccasion::byMoon);
    }

    @Test
    void partOfAPlanNamesItsOccasion() {
        for (BirthdayOccasion occasion : BirthdayRules.openOn(day("2027-02-21"), AHEAD)) {
            assertThat(BirthdayOccasion.ofPart(occasion.part())).isEqualTo(occasion);
            assertThat(occasion.part()).hasSizeLessThanOrEqualTo(34);
        }
    }

    /** A member who keeps the birthday gets it every year from joining on, whatever the days are. */
    @Property
    void everyYearBringsExactlyOneGrantAndNeverTwoWithinThreeHundredDays(
            @ForAll @IntRange(max = 365) int birthdayOffset, @ForAll @IntRange(max = 365) int joinOffset) {
        LocalDate any = LocalDate.of(2024, 1, 1).plusDays(birthdayOffset);
        requireYearly(
                false,
                any.getMonthValue(),
                any.getDayOfMonth(),
                LocalDate.of(2025, 1, 1).plusDays(joinOffset));
    }

    @Property
    void everyYearOfTheChineseCalendarBringsExactlyOneGrant(
            @ForAll @IntRange(min = 1, max = 12) int month,
            @ForAll @IntRange(min = 1, max = 30) int day,
            @ForAll @IntRange(max = 365) int joinOffset) {
        requireYearly(true, month, day, LocalDate.of(2025, 1, 1).plusDays(joinOffset));
    }

    private static void requireYearly(boolean byMoon, int month, int day, LocalDate joined) {
        List<LocalDate> grants = grantsByDailyRuns(byMoon, month, day, joined, LocalDate.of(2030, 1, 1));
        assertThat(grants).hasSizeBetween(4, 6);
        for (int i = 1; i < grants.size(); i++) {
            assertThat(ChronoUnit.DAYS.between(grants.get(i - 1), grants.get(i)))
                    .isBetween((long) BETWEEN, 430L);
        }
        assertThat(ChronoUnit.DAYS.between(joined, grants.getFirst())).isBetween((long) AHEAD - 6, 390L);
    }

    private static List<LocalDate> grantsByDailyRuns(
            boolean byMoon, int month, int day, LocalDate joined, LocalDate end) {
        List<LocalDate> grants = new ArrayList<>();
        int lastYear = 0;
        for (LocalDate today = joined; today.isBefore(end); today = today.plusDays(1)) {
            for (int year = today.getYear() - 1; year <= today.getYear() + 1; year++) {
                @Nullable LocalDate last = grants.isEmpty() ? null : grants.getLast();
                BirthdayOccasion celebrated = BirthdayOccasion.in(year, byMoon, month, day);
                if (year <= lastYear || !BirthdayRules.isGranted(celebrated, joined, last, today, AHEAD, BETWEEN)) {
                    continue;
                }
                grants.add(today);
                lastYear = year;
            }
        }
        return grants;
    }

    private static boolean granted(String celebrated, LocalDate joined, @Nullable LocalDate last, LocalDate today) {
        return BirthdayRules.isGranted(solar(celebrated), joined, last, today, AHEAD, BETWEEN);
    }

    private static BirthdayOccasion solar(String iso) {
        LocalDate day = day(iso);
        return BirthdayOccasion.solar(day, day.getMonthValue(), day.getDayOfMonth());
    }

    private static BirthdayOccasion lunar(int year, int month, int day) {
        return BirthdayOccasion.in(year, true, month, day);
    }

    private static LocalDate day(String iso) {
        return LocalDate.parse(iso);
    }
}
