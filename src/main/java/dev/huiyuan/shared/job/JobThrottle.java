package dev.huiyuan.shared.job;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/**
 * Lets jobs step back behind what people wait for: the busier the busiest instance, the longer they rest between chunks.
 * They never stop altogether, so that a busy day does not starve them.
 */
@ApplicationScoped
public class JobThrottle {
    /** Below this an instance counts as idle: a chunk's commit is no burden on it. */
    static final double IDLE = 0.05;
    /** At a load of 1 a job works a fifth of the time. */
    private static final double REST_AT_FULL_LOAD = 4;

    private final TrafficBoard traffic;
    private final JobConfig config;

    JobThrottle(TrafficBoard traffic, JobConfig config) {
        this.traffic = traffic;
        this.config = config;
    }

    /**
     * Waits as the load asks for.
     *
     * @param worked how long the last chunk took
     */
    public Uni<Void> rest(Duration worked) {
        return traffic.busiest().chain(load -> wait(rest(load, worked, config.maxRest())));
    }

    /** Whether anybody waits for answers. */
    Uni<Boolean> isBusy() {
        return traffic.busiest().map(load -> load >= IDLE);
    }

    private static Uni<Void> wait(Duration rest) {
        if (rest.isZero()) return Uni.createFrom().voidItem();
        // delayIt: resting is all that this does.
        return Uni.createFrom().voidItem().onItem().delayIt().by(rest);
    }

    /** How long to rest after work that took as long as given: in proportion to it and to the load. */
    static Duration rest(double load, Duration worked, Duration most) {
        if (load < IDLE) return Duration.ZERO;
        Duration rest = Duration.ofMillis((long) (worked.toMillis() * load * REST_AT_FULL_LOAD));
        return rest.compareTo(most) < 0 ? rest : most;
    }
}
