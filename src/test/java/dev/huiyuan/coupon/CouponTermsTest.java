package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CouponTermsTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final CouponWindow LUNCH =
            new CouponWindow(Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), LocalTime.of(11, 0), LocalTime.of(14, 0));

    private static CouponScope scope(CouponWindow... windows) {
        return new CouponScope(Set.of("TEA"), Set.of("SOUP"), Set.of(), Set.of(), List.of(windows), null);
    }

    @Test
    void windowHoldsFromItsFirstMomentUntilItsEndOnItsDays() {
        // 2026-11-20 is a Friday.
        assertThat(LUNCH.contains(LocalDateTime.parse("2026-11-20T11:00"))).isTrue();
        assertThat(LUNCH.contains(LocalDateTime.parse("2026-11-20T13:59:59"))).isTrue();
        assertThat(LUNCH.contains(LocalDateTime.parse("2026-11-20T14:00"))).isFalse();
        assertThat(LUNCH.contains(LocalDateTime.parse("2026-11-20T10:59:59"))).isFalse();
        assertThat(LUNCH.contains(LocalDateTime.parse("2026-11-21T12:00"))).isFalse();
    }

    @Test
    void windowUntilMidnightHoldsToTheEndOfTheDay() {
        CouponWindow evening = new CouponWindow(Set.of(), LocalTime.of(21, 0), LocalTime.MIDNIGHT);
        assertThat(evening.isSound()).isTrue();
        assertThat(evening.contains(LocalDateTime.parse("2026-11-20T23:59:59"))).isTrue();
        assertThat(evening.contains(LocalDateTime.parse("2026-11-20T00:00"))).isFalse();
        assertThat(new CouponWindow(Set.of(), LocalTime.of(21, 0), LocalTime.of(20, 0)).isSound())
                .isFalse();
    }

    @Test
    void hoursAreThoseOfTheProgrammesZone() {
        assertThat(scope(LUNCH).isOpenAt(Instant.parse("2026-11-20T03:30:00Z"), ZONE))
                .isTrue();
        assertThat(scope(LUNCH).isOpenAt(Instant.parse("2026-11-20T11:30:00Z"), ZONE))
                .isFalse();
        assertThat(scope().isOpenAt(Instant.parse("2026-11-20T11:30:00Z"), ZONE))
                .isTrue();
    }

    @Property
    void windowIsReadAsItWasStored(
            @ForAll Set<DayOfWeek> days, @ForAll @IntRange(max = 1439) int from, @ForAll @IntRange(max = 1439) int to) {
        CouponWindow window = new CouponWindow(
                days.size() == 7 ? Set.of() : days, LocalTime.of(from / 60, from % 60), LocalTime.of(to / 60, to % 60));
        assertThat(CouponWindow.parse(window.text())).isEqualTo(window);
        assertThat(window.text()).matches("[1-7]{1,7} [0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]");
    }

    @Test
    void byDefaultOneDiscountAndAnyExchangesGoTogether() {
        CouponStacking amount = CouponStacking.ofKind(CouponKind.AMOUNT);
        CouponStacking percentage = CouponStacking.ofKind(CouponKind.PERCENTAGE);
        CouponStacking exchange = CouponStacking.ofKind(CouponKind.EXCHANGE);
        assertThat(amount.allows(percentage)).isFalse();
        assertThat(amount.allows(exchange)).isTrue();
        assertThat(exchange.allows(exchange)).isTrue();
        assertThat(amount.allows(CouponStacking.ofKind(CouponKind.FREE_DELIVERY)))
                .isTrue();
        CouponStacking alone = new CouponStacking(true, CouponStacking.DISCOUNT, true, true);
        assertThat(alone.allows(exchange)).isFalse();
        assertThat(exchange.allows(alone)).isFalse();
    }
}
