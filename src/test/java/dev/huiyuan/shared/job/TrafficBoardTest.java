package dev.huiyuan.shared.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.testing.HuiyuanTest;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.vertx.redis.client.Command;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class TrafficBoardTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @Inject
    TrafficBoard board;

    @Inject
    ReactiveRedisDataSource redis;

    @Inject
    Clock clock;

    @AfterEach
    void forget() {
        redis.execute(Command.DEL, TrafficBoard.KEY).await().atMost(SOON);
    }

    @Test
    void anotherBusyInstanceCounts() {
        tell("elsewhere", clock.millis() + ":1.5");
        tell("quieter", clock.millis() + ":0.2");
        assertThat(busiest()).isEqualTo(1.5);
    }

    @Test
    void whatAnInstanceToldAWhileAgoDoesNot() {
        tell("gone", (clock.millis() - 10_000) + ":1.5");
        assertThat(busiest()).isLessThan(1.5);
    }

    @Test
    void withoutAnyNewsOnlyTheOwnLoadCounts() {
        assertThat(busiest()).isLessThan(JobThrottle.IDLE);
    }

    @Test
    void loadThatCannotBeReadCountsAsNone() {
        redis.execute(Command.SET, TrafficBoard.KEY, "not a hash").await().atMost(SOON);
        assertThat(busiest()).isLessThan(JobThrottle.IDLE);
    }

    private double busiest() {
        return board.busiest().await().atMost(SOON);
    }

    private void tell(String instance, String load) {
        redis.execute(Command.HSET, TrafficBoard.KEY, instance, load).await().atMost(SOON);
    }
}
