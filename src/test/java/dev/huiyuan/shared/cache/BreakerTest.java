package dev.huiyuan.shared.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BreakerTest {
    private static final long PAUSE = 1_000;

    private final AtomicLong now = new AtomicLong(-500);
    private final Breaker breaker = new Breaker(3, PAUSE, now::get);

    @Test
    void failuresInARowOpenIt() {
        assertThat(breaker.failed(now.get())).isFalse();
        assertThat(breaker.failed(now.get())).isFalse();
        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.failed(now.get())).isTrue();
        assertThat(breaker.allows()).isFalse();
    }

    @Test
    void callsThatHangTogetherFailOnce() {
        long begun = now.get();
        now.addAndGet(50);

        for (int i = 0; i < 10; i++) assertThat(breaker.failed(begun)).isFalse();

        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void successInBetweenKeepsItClosed() {
        breaker.failed(now.get());
        breaker.failed(now.get());
        breaker.succeeded();

        assertThat(breaker.failed(now.get())).isFalse();
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void oneProbeIsLetThroughEachPause() {
        open();
        now.addAndGet(PAUSE);

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isFalse();
        now.addAndGet(PAUSE);
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void successfulProbeClosesIt() {
        open();
        now.addAndGet(PAUSE);
        assertThat(breaker.allows()).isTrue();

        breaker.succeeded();

        assertThat(breaker.allows()).isTrue();
        assertThat(breaker.allows()).isTrue();
    }

    @Test
    void failedProbeKeepsItOpen() {
        open();
        now.addAndGet(PAUSE);
        assertThat(breaker.allows()).isTrue();

        assertThat(breaker.failed(now.get())).isFalse();

        assertThat(breaker.allows()).isFalse();
    }

    private void open() {
        for (int i = 0; i < 3; i++) breaker.failed(now.get());
    }
}
