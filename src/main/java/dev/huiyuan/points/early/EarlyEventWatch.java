package dev.huiyuan.points.early;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Shows in every instance how many early events wait and were refused, and deletes old ones, a bounded number of rows
 * each time; rows that another instance is deleting are skipped. Alarm on refused ones: each is points that were not
 * taken back.
 */
@ApplicationScoped
class EarlyEventWatch {
    private static final Logger LOG = Logger.getLogger(EarlyEventWatch.class);
    private static final String METRIC = "huiyuan.ledger.early.events";
    private static final int MAX_ROWS = 5_000;

    private final EarlyEventTable events;
    private final EarlyEventConfig config;
    private final Clock clock;
    private final AtomicReference<EarlyEventTable.@Nullable Counts> latest = new AtomicReference<>();

    EarlyEventWatch(EarlyEventTable events, EarlyEventConfig config, Clock clock, MeterRegistry registry) {
        this.events = events;
        this.config = config;
        this.clock = clock;
        gauge(registry, "waiting", EarlyEventTable.Counts::waiting);
        gauge(registry, "refused", EarlyEventTable.Counts::refused);
    }

    private void gauge(MeterRegistry registry, String state, ToLongFunction<EarlyEventTable.Counts> figure) {
        Gauge.builder(METRIC, this, watch -> watch.figure(figure))
                .tag("state", state)
                .description("Refunds and completions that came before their order: waiting for it, or refused with it")
                .register(registry);
    }

    @Scheduled(
            every = "${huiyuan.points.early-events.refresh-interval:60s}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "early-event-metrics")
    Uni<Void> refresh() {
        return events.count().invoke(latest::set).replaceWithVoid();
    }

    @Scheduled(
            every = "${huiyuan.points.early-events.cleaning-interval:1h}",
            delayed = "30s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "early-event-cleaner")
    Uni<Void> clean() {
        return events.clean(clock.instant().minus(config.keptFor()), MAX_ROWS)
                .invoke(deleted -> LOG.debugf("%d early events were too old", deleted))
                .replaceWithVoid();
    }

    private double figure(ToLongFunction<EarlyEventTable.Counts> figure) {
        EarlyEventTable.Counts counts = latest.get();
        return counts == null ? Double.NaN : figure.applyAsLong(counts);
    }
}
