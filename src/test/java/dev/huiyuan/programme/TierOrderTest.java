package dev.huiyuan.programme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TierOrderTest {
    private static final List<Programme.Tier> TIERS = Stream.of("silver", "gold", "platinum")
            .map(code -> new Programme.Tier(code, code, 0, 0, 100, 0, List.of()))
            .toList();

    @Test
    void whatAsksForNoTierIsForAll() {
        assertThat(TierOrder.admits(null, null, TIERS)).isTrue();
        assertThat(TierOrder.admits(null, "lost", TIERS)).isTrue();
    }

    @Test
    void tierAndThoseAboveAreAdmitted() {
        assertThat(TierOrder.admits("gold", "gold", TIERS)).isTrue();
        assertThat(TierOrder.admits("gold", "platinum", TIERS)).isTrue();
        assertThat(TierOrder.admits("gold", "silver", TIERS)).isFalse();
    }

    @Test
    void whoHasNoTierYetHasTheLowest() {
        assertThat(TierOrder.admits("silver", null, TIERS)).isTrue();
        assertThat(TierOrder.admits("gold", null, TIERS)).isFalse();
    }

    @Test
    void tierThatTheProgrammeLostAdmitsNobodyAndIsBelowAll() {
        assertThat(TierOrder.admits("lost", "platinum", TIERS)).isFalse();
        assertThat(TierOrder.admits("lost", "lost", TIERS)).isFalse();
        assertThat(TierOrder.admits("silver", "lost", TIERS)).isFalse();
    }
}
