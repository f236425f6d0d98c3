package dev.huiyuan.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
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
        assertThat(BirthdayRules.dueOn(day("2027-05-20"), LONG_AGO, AHEAD)).contains(day("2027-05-13"));
    }

    @Test
    void whoJoinsTheDayBeforeTheWindowGetsItOnTheRegularDay() {
        assertThat(BirthdayRules.dueOn(day("2027-05-20"), day("2027-05-12"), AHEAD))
                .contains(day("2027-05-13"));
    }

    @Test
    void whoJoinsInTheSevenDaysBeforeGetsItSevenDaysAfterJoining() {
        assertThat(BirthdayRules.dueOn(day("2027-05-20"), day("2027-05-13"), AHEAD))
                .contains(day("2027-05-20"));
        assertThat(BirthdayRules.dueOn(day("2027-05-20"), day("2027-05-19"), AHEAD))
                .contains(day("2027-05-26"));
    }

    @Test
    void whoJoinsLaterInTheBirthdaysMonthGetsItSevenDaysAfterJoining() {
        assertThat(BirthdayRules.dueOn(day("2027-05-20"), day("2027-05-20"), AHEAD))
                .contains(day("2027-05-27"));
        assertThat(BirthdayRules.dueOn(day("2027-05-20"), day("2027-05-31"), AHEAD))
                .contains(day("2027-06-07"));
    }

    @Test
    void whoJoinsAfterTheBirthdaysMonthGetsNoneForThatYear() {
        assertThat(BirthdayRules.dueOn(day("2027-05-20"), day("2027-06-01"), AHEAD))
                .isEmpty();
    }

    @Test
    void leapDayIsCelebratedOnTheTwentyEighthInCommonYears() {
        assertThat(BirthdayRules.celebratedIn(2027, MonthDay.of(2, 29))).isEqualTo(day("2027-02-28"));
        assertThat(BirthdayRules.celebratedIn(2028, MonthDay.of(2, 29))).isEqualTo(day("2028-02-29"));
        assertThat(BirthdayRules.openOn(day("2027-02-21"), AHEAD))
                .contains(
                        new BirthdayOccasion(day("2027-02-28"), 2, 29), new BirthdayOccasion(day("2027-02-28"), 2, 28));
        assertThat(BirthdayRules.openOn(day("2028-02-22"), AHEAD))
                .contains(new BirthdayOccasion(day("2028-02-29"), 2, 29))
                .doesNotContain(new BirthdayOccasion(day("2028-02-28"), 2, 29));
    }

    @Test
    void birthdayInJanuaryIsGrantedInDecemberForTheNextYear() {
        BirthdayOccasion occasion = new BirthdayOccasion(day("2027-01-03"), 1, 3);
        assertThat(BirthdayRules.openOn(day("2026-12-26"), AHEAD)).doesNotContain(occasion);
        assertThat(BirthdayRules.openOn(day("2026-12-27"), AHEAD)).contains(occasion);
        assertThat(occasion.benefitYear()).isEqualTo(2027);
    }

    @Test
    void missedDaysAreMadeUpUntilTheGrantCloses() {
        LocalDate closes = BirthdayRules.closesOn(day("2027-05-20"), AHEAD);
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
                && !today.isAfter(BirthdayRules.closesOn(celebrated, AHEAD));
        assertThat(BirthdayRules.openOn(today, AHEAD)
                        .contains(new BirthdayOccasion(
                                celebrated, celebrated.getMonthValue(), celebrated.getDayOfMonth())))
                .isEqualTo(open);
    }

    /** A member who keeps the birthday gets it every year from joining on, whatever the days are. */
    @Property
    void everyYearBringsExactlyOneGrantAndNeverTwoWithinThreeHundredDays(
            @ForAll @IntRange(max = 365) int birthdayOffset, @ForAll @IntRange(max = 365) int joinOffset) {
        LocalDate any = LocalDate.of(2024, 1, 1).plusDays(birthdayOffset);
        LocalDate joined = LocalDate.of(2025, 1, 1).plusDays(joinOffset);
        List<LocalDate> grants = grantsByDailyRuns(MonthDay.from(any), joined, LocalDate.of(2030, 1, 1));
        assertThat(grants).hasSizeBetween(4, 6);
        for (int i = 1; i < grants.size(); i++) {
            assertThat(ChronoUnit.DAYS.between(grants.get(i - 1), grants.get(i)))
                    .isBetween((long) BETWEEN, 400L);
        }
        assertThat(ChronoUnit.DAYS.between(joined, grants.getFirst())).isBetween((long) AHEAD - 6, 366L);
    }

    private static List<LocalDate> grantsByDailyRuns(MonthDay birthday, LocalDate joined, LocalDate end) {
        List<LocalDate> grants = new ArrayList<>();
        int lastYear = 0;
        for (LocalDate today = joined; today.isBefore(end); today = today.plusDays(1)) {
            for (int year = today.getYear(); year <= today.getYear() + 1; year++) {
                @Nullable LocalDate last = grants.isEmpty() ? null : grants.getLast();
                LocalDate celebrated = BirthdayRules.celebratedIn(year, birthday);
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
        return BirthdayRules.isGranted(day(celebrated), joined, last, today, AHEAD, BETWEEN);
    }

    private static LocalDate day(String iso) {
        return LocalDate.parse(iso);
    }
}
