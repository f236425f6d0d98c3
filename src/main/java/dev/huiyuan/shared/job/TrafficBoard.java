package dev.huiyuan.shared.job;

import dev.huiyuan.shared.id.Ids;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.redis.client.Response;
import io.vertx.redis.client.Command;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Tells a job how busy the busiest instance is, also where it runs in a process that serves nobody: an instance writes its
 * load to one Redis hash for as long as there is any. Where Redis is away only the own load counts.
 */
@ApplicationScoped
class TrafficBoard {
    private static final Logger LOG = Logger.getLogger(TrafficBoard.class);

    static final String KEY = "job:traffic";
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** A load that is older says nothing: its instance is idle by now, or gone. */
    private static final Duration FRESH = Duration.ofSeconds(3);
    /** The hash goes when nobody has been busy for as long. */
    private static final Duration KEPT = Duration.ofMinutes(10);

    private static final Duration PATIENCE = Duration.ofMillis(300);

    private final Instance<LiveTraffic> traffic;
    private final ReactiveRedisDataSource redis;
    private final Vertx vertx;
    private final Clock clock;
    private final String instance;
    private long timer = -1;

    TrafficBoard(@Any Instance<LiveTraffic> traffic, ReactiveRedisDataSource redis, Vertx vertx, Clock clock, Ids ids) {
        this.traffic = traffic;
        this.redis = redis;
        this.vertx = vertx;
        this.clock = clock;
        instance = ids.next().toString();
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(INTERVAL.toMillis(), id -> publishQuietly());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** The load of the busiest instance, as {@link LiveTraffic#load()} gives it. */
    Uni<Double> busiest() {
        double own = own();
        return bounded(redis.execute(Command.HGETALL, KEY))
                .map(loads -> Math.max(own, highest(loads)))
                .onFailure()
                .recoverWithItem(failure -> {
                    LOG.debugf("how busy others are is not known: %s", failure);
                    return own;
                });
    }

    /** Writes the own load, if there is any worth it. */
    Uni<Void> publish() {
        double load = own();
        if (load < JobThrottle.IDLE) return Uni.createFrom().voidItem();
        return bounded(redis.execute(Command.HSET, KEY, instance, clock.millis() + ":" + load)
                        .chain(() -> redis.execute(Command.EXPIRE, KEY, Long.toString(KEPT.toSeconds()))))
                .replaceWithVoid();
    }

    /** A timer has nobody to answer, so it is the one that subscribes. */
    private void publishQuietly() {
        publish().subscribe().with(done -> {}, failure -> LOG.debugf("the load cannot be told: %s", failure));
    }

    /** ifNoItem: a Redis that hangs without closing answers nothing, not even a failure. */
    private static Uni<Response> bounded(Uni<Response> answer) {
        return answer.ifNoItem().after(PATIENCE).fail();
    }

    private double own() {
        double load = 0;
        for (LiveTraffic live : traffic) load = Math.max(load, live.load());
        return load;
    }

    private double highest(Response loads) {
        double highest = 0;
        for (String instance : loads.getKeys()) {
            String[] parts = loads.get(instance).toString().split(":", 2);
            boolean fresh = Math.abs(clock.millis() - Long.parseLong(parts[0])) <= FRESH.toMillis();
            if (fresh) highest = Math.max(highest, Double.parseDouble(parts[1]));
        }
        return highest;
    }
}
