package dev.huiyuan.benefit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.junit.jupiter.api.Test;

class BirthdayImpactTest {
    @Test
    void leapDayIsCelebratedOnTheTwentyEighthOfACommonYear() {
        assertThat(solar(LocalDate.of(2027, 2, 27), LocalDate.of(2027, 3, 1)))
                .containsExactly(MonthDay.of(2, 27), MonthDay.of(2, 28), MonthDay.of(2, 29), MonthDay.of(3, 1));
    }

    @Test
    void leapDayIsItselfInALeapYear() {
        assertThat(solar(LocalDate.of(2028, 2, 28), LocalDate.of(2028, 2, 28))).containsExactly(MonthDay.of(2, 28));
        assertThat(solar(LocalDate.of(2028, 2, 28), LocalDate.of(2028, 2, 29)))
                .containsExactly(MonthDay.of(2, 28), MonthDay.of(2, 29));
    }

    private static List<MonthDay> solar(LocalDate first, LocalDate last) {
        return BirthdayRules.between(first, last).stream()
                .filter(occasion -> !occasion.byMoon())
                .map(occasion -> MonthDay.of(occasion.month(), occasion.day()))
                .toList();
    }
}
