package dev.huiyuan.member;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.huiyuan.shared.problem.ProblemException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BirthdayTest {
    @Test
    void lunarBirthdayKnowsItsDayWhereTheYearIsKnown() {
        assertThat(lunar(8, 15, false, 1990).bornOn()).contains(LocalDate.of(1990, 10, 3));
        assertThat(lunar(8, 15, false, null).bornOn()).isEmpty();
    }

    @Test
    void lunarMonthHasAThirtiethOnlyInYearsInWhichItHasOne() {
        assertThat(lunar(12, 30, false, 2023).day()).isEqualTo(30);
        assertThat(lunar(12, 30, false, null).day()).isEqualTo(30);
        refused(() -> lunar(12, 30, false, 2025));
        refused(() -> lunar(12, 31, false, null));
        refused(() -> lunar(1, 0, false, null));
    }

    @Test
    void leapMonthExistsOnlyInItsYears() {
        assertThat(lunar(6, 10, true, 2025).bornOn()).contains(LocalDate.of(2025, 8, 3));
        assertThat(lunar(6, 10, true, null).leapMonth()).isTrue();
        refused(() -> lunar(6, 10, true, 2026));
        refused(() -> new Birthday(BirthdayCalendar.SOLAR, 6, 10, true, 2025));
    }

    @Test
    void absentCalendarIsTheSolarOne() {
        assertThat(new Birthday(null, 2, 29, false, null)).isEqualTo(new Birthday(2, 29, null));
        refused(() -> new Birthday(null, 2, 29, null, 2025));
    }

    private static Birthday lunar(int month, int day, boolean leap, @Nullable Integer year) {
        return new Birthday(BirthdayCalendar.LUNAR, month, day, leap, year);
    }

    private static void refused(Runnable birthday) {
        assertThatExceptionOfType(ProblemException.class).isThrownBy(birthday::run);
    }
}
