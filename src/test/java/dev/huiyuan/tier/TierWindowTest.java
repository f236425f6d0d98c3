package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TierWindowTest {
    private static TierWindow running(String today) {
        return TierWindow.of(Programme.Window.RUNNING_YEAR, LocalDate.parse(today));
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }

    @Test
    void runningYearEndsTodayAndBeginsTheDayAfterTheSameDateAYearAgo() {
        TierWindow window = running("2026-11-22");
        assertThat(window.from()).isEqualTo(day("2025-11-23"));
        assertThat(window.contains(day("2025-11-22"))).isFalse();
        assertThat(window.contains(day("2025-11-23"))).isTrue();
        assertThat(window.contains(day("2026-11-22"))).isTrue();
        assertThat(window.contains(day("2026-11-23"))).isFalse();
    }

    @Test
    void leapDayBelongsToTheWindowsOfOneYear() {
        LocalDate leapDay = day("2028-02-29");
        assertThat(running("2028-02-28").contains(leapDay)).isFalse();
        assertThat(running("2028-02-29").from()).isEqualTo(day("2027-03-01"));
        assertThat(running("2028-02-29").contains(leapDay)).isTrue();
        assertThat(running("2029-02-28").from()).isEqualTo(leapDay);
        assertThat(running("2029-02-28").contains(leapDay)).isTrue();
        assertThat(running("2029-03-01").contains(leapDay)).isFalse();
        assertThat(running("2028-03-01").from()).isEqualTo(day("2027-03-02"));
    }

    @Test
    void noDayOfTheRunningYearIsEverSkippedOrCountedForMoreThanAYear() {
        LocalDate order = day("2027-02-28");
        for (LocalDate today = order; today.isBefore(order.plusDays(800)); today = today.plusDays(1)) {
            TierWindow window = TierWindow.of(Programme.Window.RUNNING_YEAR, today);
            assertThat(window.contains(order)).as("%s", today).isEqualTo(today.isBefore(order.plusYears(1)));
        }
    }

    @Test
    void calendarYearKeepsTheYearBeforeForKeepingOnly() {
        TierWindow window = TierWindow.of(Programme.Window.CALENDAR_YEAR, day("2028-02-29"));
        assertThat(window.contains(day("2027-12-31"))).isFalse();
        assertThat(window.precedes(day("2027-12-31"))).isTrue();
        assertThat(window.precedes(day("2026-12-31"))).isFalse();
        assertThat(window.contains(day("2028-01-01"))).isTrue();
        assertThat(window.precedes(day("2028-01-01"))).isFalse();
    }

    @Test
    void quartersBeginInJanuaryAprilJulyAndOctober() {
        assertThat(TierWindow.quarter(day("2026-11-22"))).isEqualTo(day("2026-10-01"));
        assertThat(TierWindow.quarter(day("2026-01-01"))).isEqualTo(day("2026-01-01"));
        assertThat(TierWindow.nextQuarter(day("2026-12-31"))).isEqualTo(day("2027-01-01"));
        assertThat(TierWindow.nextQuarter(day("2026-04-01"))).isEqualTo(day("2026-07-01"));
    }
}
