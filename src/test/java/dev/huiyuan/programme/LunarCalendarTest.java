package dev.huiyuan.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LunarCalendarTest {
    @ParameterizedTest
    @CsvSource({
        "1900-01-31, 1900, 1, 1",
        "2000-02-05, 2000, 1, 1",
        "2024-02-10, 2024, 1, 1",
        "2025-01-29, 2025, 1, 1",
        "2026-02-17, 2026, 1, 1",
        "2027-02-06, 2027, 1, 1",
        "2023-09-29, 2023, 8, 15",
        "2024-09-17, 2024, 8, 15",
        "2025-10-06, 2025, 8, 15",
        "2026-09-25, 2026, 8, 15",
        "2033-09-08, 2033, 8, 15",
    })
    void festivalsOfKnownYears(LocalDate day, int year, int month, int dayOfMonth) {
        assertThat(LunarCalendar.of(day)).isEqualTo(new LunarDate(year, month, false, dayOfMonth));
        assertThat(LunarCalendar.day(year, month, dayOfMonth)).isEqualTo(day);
    }

    @Test
    void leapMonthsRepeatTheMonthBefore() {
        assertThat(LunarCalendar.of(LocalDate.of(2025, 7, 25))).isEqualTo(new LunarDate(2025, 6, true, 1));
        assertThat(LunarCalendar.of(LocalDate.of(2023, 3, 22))).isEqualTo(new LunarDate(2023, 2, true, 1));
        assertThat(LunarCalendar.of(LocalDate.of(2033, 12, 22)))
                .as("the year in which tables used to differ")
                .isEqualTo(new LunarDate(2033, 11, true, 1));
        assertThat(LunarCalendar.exactly(new LunarDate(2026, 6, true, 1))).isEmpty();
        assertThat(LunarCalendar.exactly(new LunarDate(2025, 6, true, 1))).contains(LocalDate.of(2025, 7, 25));
    }

    @Test
    void thirtiethIsTheLastDayWhereAMonthHasTwentyNine() {
        assertThat(LunarCalendar.day(2025, 12, 30)).isEqualTo(LocalDate.of(2026, 2, 16));
        assertThat(LunarCalendar.exactly(new LunarDate(2025, 12, false, 30))).isEmpty();
        assertThat(LunarCalendar.lastOfMonth(LocalDate.of(2026, 1, 19))).isEqualTo(LocalDate.of(2026, 2, 16));
    }

    @Property
    void everyDayHasOneDateAndDatesFollowEachOther(@ForAll @IntRange(min = -25_000, max = 80_000) int epochDay) {
        LocalDate day = LocalDate.ofEpochDay(epochDay);
        LunarDate date = LunarCalendar.of(day);
        LunarDate next = LunarCalendar.of(day.plusDays(1));
        assertThat(LunarCalendar.exactly(date)).contains(day);
        assertThat(next.day()).isIn(date.day() + 1, 1);
        assertThat(next.day() == 1).isEqualTo(LunarCalendar.lastOfMonth(day).equals(day));
    }
}
