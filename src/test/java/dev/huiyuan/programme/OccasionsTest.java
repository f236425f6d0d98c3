package dev.huiyuan.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OccasionsTest {
    private static final UUID STORE = UUID.randomUUID();
    private static final Programme.Days NO_DAYS =
            new Programme.Days(List.of(), List.of(), List.of(), List.of(), List.of());

    @Test
    void springFestivalLastsSevenDaysFromTheFirstOfTheFirstMonth() {
        Programme.Days days = lunar(1, 1, 7);
        assertThat(start(days, "2026-02-16")).isNull();
        assertThat(start(days, "2026-02-17")).isEqualTo("2026-02-17");
        assertThat(start(days, "2026-02-23")).isEqualTo("2026-02-17");
        assertThat(start(days, "2026-02-24")).isNull();
        assertThat(start(days, "2027-02-06")).isEqualTo("2027-02-06");
    }

    @Test
    void midAutumnIsTheFifteenthOfTheEighthMonth() {
        Programme.Days days = lunar(8, 15, 1);
        assertThat(Occasions.nextDays(occasion(days), LocalDate.of(2024, 1, 1), 4))
                .containsExactly(
                        LocalDate.of(2024, 9, 17),
                        LocalDate.of(2025, 10, 6),
                        LocalDate.of(2026, 9, 25),
                        LocalDate.of(2027, 9, 15));
    }

    @Test
    void thirtiethOfAMonthOfTwentyNineDaysIsItsLast() {
        Programme.Days eve = lunar(12, 30, 1);
        assertThat(start(eve, "2024-02-09")).as("30 days").isEqualTo("2024-02-09");
        assertThat(start(eve, "2026-02-16")).as("29 days").isEqualTo("2026-02-16");
        assertThat(start(eve, "2026-02-17")).isNull();
    }

    @Test
    void leapMonthHasNoOccasions() {
        assertThat(Occasions.nextDays(occasion(lunar(6, 10, 1)), LocalDate.of(2025, 7, 1), 2))
                .containsExactly(LocalDate.of(2025, 7, 4), LocalDate.of(2026, 7, 23));
    }

    @Test
    void thirtyFirstAndLeapDayOccurOnlyWhereTheyExist() {
        Programme.Days last = new Programme.Days(List.of(31), List.of(), List.of(), List.of(), List.of());
        assertThat(Occasions.nextDays(occasion(last), LocalDate.of(2026, 2, 1), 3))
                .containsExactly(LocalDate.of(2026, 3, 31), LocalDate.of(2026, 5, 31), LocalDate.of(2026, 7, 31));
        Programme.Days leap =
                new Programme.Days(List.of(), List.of(MonthDay.of(2, 29)), List.of(), List.of(), List.of());
        assertThat(Occasions.nextDays(occasion(leap), LocalDate.of(2026, 1, 1), 1))
                .containsExactly(LocalDate.of(2028, 2, 29));
    }

    @Test
    void enteredDaysAndWeekdaysHold() {
        Programme.Days days = new Programme.Days(
                List.of(),
                List.of(),
                List.of(),
                List.of(DayOfWeek.WEDNESDAY),
                List.of(new Programme.DateRange(LocalDate.of(2026, 11, 20), LocalDate.of(2026, 11, 22))));
        assertThat(start(days, "2026-11-19")).isNull();
        assertThat(start(days, "2026-11-22")).isEqualTo("2026-11-20");
        assertThat(start(days, "2026-11-25")).as("a Wednesday").isEqualTo("2026-11-25");
    }

    @Test
    void hoursStoresAndChannelsRestrictInTheProgrammesZone() {
        Programme.Occasion lunch = new Programme.Occasion(
                "lunch",
                "午市",
                new Programme.Days(List.of(8), List.of(), List.of(), List.of(), List.of()),
                List.of(
                        new Programme.Hours(LocalTime.of(11, 0), LocalTime.of(14, 0)),
                        new Programme.Hours(LocalTime.of(22, 0), LocalTime.MIDNIGHT)),
                List.of("S1"),
                List.of(Channel.STORE),
                List.of(),
                offer());
        Occasions occasions = occasions(lunch);
        assertThat(holds(occasions, "2026-12-08T03:00:00Z", STORE, Channel.STORE))
                .isTrue();
        assertThat(holds(occasions, "2026-12-08T02:59:59Z", STORE, Channel.STORE))
                .isFalse();
        assertThat(holds(occasions, "2026-12-08T06:00:00Z", STORE, Channel.STORE))
                .isFalse();
        assertThat(holds(occasions, "2026-12-08T15:59:59Z", STORE, Channel.STORE))
                .isTrue();
        assertThat(holds(occasions, "2026-12-08T16:00:00Z", STORE, Channel.STORE))
                .isFalse();
        assertThat(holds(occasions, "2026-12-08T03:00:00Z", UUID.randomUUID(), Channel.STORE))
                .isFalse();
        assertThat(holds(occasions, "2026-12-08T03:00:00Z", null, Channel.STORE))
                .isFalse();
        assertThat(holds(occasions, "2026-12-08T03:00:00Z", STORE, null)).isFalse();
        assertThat(occasions.endOf(lunch, Instant.parse("2026-12-08T03:00:00Z")))
                .isEqualTo(Instant.parse("2026-12-08T06:00:00Z"));
        assertThat(occasions.endOf(lunch, Instant.parse("2026-12-08T15:00:00Z")))
                .isEqualTo(Instant.parse("2026-12-08T16:00:00Z"));
    }

    @Test
    void runOfDaysEndsAfterItsLast() {
        Programme.Occasion festival = occasion(lunar(1, 1, 7));
        assertThat(occasions(festival).endOf(festival, Instant.parse("2026-02-18T04:00:00Z")))
                .isEqualTo(Instant.parse("2026-02-23T16:00:00Z"));
    }

    private static boolean holds(Occasions occasions, String at, @Nullable UUID store, @Nullable Channel channel) {
        return !occasions
                .at(new Occasions.Moment(Instant.parse(at), store, channel))
                .isEmpty();
    }

    private static @Nullable String start(Programme.Days days, String day) {
        return Occasions.startOf(days, LocalDate.parse(day))
                .map(LocalDate::toString)
                .orElse(null);
    }

    private static Programme.Days lunar(int month, int day, int length) {
        return new Programme.Days(
                List.of(), List.of(), List.of(new Programme.LunarDays(month, day, length)), List.of(), List.of());
    }

    private static Programme.Occasion occasion(Programme.Days days) {
        return new Programme.Occasion("o", "节", days, List.of(), List.of(), List.of(), List.of(), offer());
    }

    private static Programme.Offer offer() {
        return new Programme.Offer(0, "月饼", 100, 0, null);
    }

    private static Occasions occasions(Programme.Occasion... calendar) {
        Programme rules = new Programme(
                ZoneId.of("Asia/Shanghai"),
                new Programme.Earning(1, 1, 1, 1, Programme.Rounding.FLOOR, Programme.Combination.HIGHEST, null, null),
                new Programme.Points(
                        Programme.Expiry.NONE,
                        0,
                        Programme.ReversalPolicy.ALLOW_DEBT,
                        1,
                        1,
                        1,
                        1,
                        1,
                        1,
                        new Programme.Transfers(0, 0)),
                List.of(),
                new Programme.TierRules(
                        Programme.Window.RUNNING_YEAR, Programme.Basis.SPEND, 30, Programme.TierRefunds.AT_ONCE),
                new Programme.Registration("W", List.of(), 14),
                new Programme.Birthday(200, 7, 300, Map.of(), List.of()),
                List.of(calendar),
                Programme.Combination.HIGHEST,
                new Programme.Orders(50, 15, 10),
                Map.of());
        return new Occasions(rules, Map.of("S1", STORE));
    }

    @Test
    void noDaysNeverHold() {
        assertThat(Occasions.nextDays(occasion(NO_DAYS), LocalDate.of(2026, 1, 1), 1))
                .isEmpty();
    }
}
