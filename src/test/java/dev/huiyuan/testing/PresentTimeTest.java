package dev.huiyuan.testing;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.RepeatedTest;

@HuiyuanTest
class PresentTimeTest {
    @Inject
    MovableClock clock;

    /** The second time sees what the first one has left. */
    @RepeatedTest(2)
    void clockIsBackAfterATestThatMovedIt() {
        assertThat(clock.instant()).isBefore(Instant.now().plusSeconds(1));
        clock.advance(Duration.ofDays(400));
    }
}
