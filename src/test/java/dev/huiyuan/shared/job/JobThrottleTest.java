package dev.huiyuan.shared.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobThrottleTest {
    private static final Duration WORKED = Duration.ofMillis(300);
    private static final Duration MOST = Duration.ofSeconds(5);

    @Test
    void idleInstanceIsWorkedWithoutRest() {
        assertThat(JobThrottle.rest(0, WORKED, MOST)).isZero();
        assertThat(JobThrottle.rest(0.04, WORKED, MOST)).isZero();
    }

    @Test
    void restGrowsWithTheLoad() {
        assertThat(JobThrottle.rest(0.5, WORKED, MOST)).isEqualTo(Duration.ofMillis(600));
        assertThat(JobThrottle.rest(1, WORKED, MOST)).isEqualTo(Duration.ofMillis(1_200));
        assertThat(JobThrottle.rest(2, WORKED, MOST)).isEqualTo(Duration.ofMillis(2_400));
    }

    @Test
    void restHasABoundSoThatTheJobIsNotStarved() {
        assertThat(JobThrottle.rest(100, WORKED, MOST)).isEqualTo(MOST);
    }
}
