package dev.huiyuan.shared.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Delivers events to every target and deletes them in one transaction: at least once, what a crash interrupts is
 * delivered again. Instances share the work by {@code SKIP LOCKED}, so the order of ids holds within one batch and not
 * between batches of two instances. A failing target holds everything back, with growing pauses.
 */
@ApplicationScoped
class OutboxRelay {
    private static final Logger LOG = Logger.getLogger(OutboxRelay.class);
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(500);

    private static final String TAKE = """
            delete from outbox_event where id = any(array(
                select id from outbox_event order by id limit $1 for update skip locked))
            returning id, topic, member_id, payload::text as payload, occurred_at
            """;

    private final Pool pool;
    private final Vertx vertx;
    private final OutboxConfig config;
    private final List<OutboxTarget> targets;
    private final MeterRegistry metrics;
    private volatile boolean running;
    private Duration backOff = FIRST_BACK_OFF;

    OutboxRelay(
            Pool pool, Vertx vertx, OutboxConfig config, @Any Instance<OutboxTarget> targets, MeterRegistry metrics) {
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
        this.targets = targets.stream().toList();
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        if (!config.enabled()) return;
        running = true;
        runAfter(config.pollInterval());
    }

    void stop(@Observes ShutdownEvent event) {
        running = false;
    }

    private void runAfter(Duration pause) {
        if (running) vertx.setTimer(Math.max(1, pause.toMillis()), timer -> drain());
    }

    /** The one place that drains the outbox, and so the one that subscribes. */
    private void drain() {
        deliverBatch().subscribe().with(this::afterDelivery, this::afterFailure);
    }

    private void afterDelivery(int delivered) {
        backOff = FIRST_BACK_OFF;
        runAfter(delivered < config.batchSize() ? config.pollInterval() : Duration.ZERO);
    }

    private void afterFailure(Throwable failure) {
        if (running) LOG.warnf("events could not be delivered, next try in %s: %s", backOff, failure);
        metrics.counter("huiyuan.outbox.failures").increment();
        runAfter(backOff);
        Duration doubled = backOff.multipliedBy(2);
        backOff = doubled.compareTo(config.maxBackOff()) > 0 ? config.maxBackOff() : doubled;
    }

    /** Delivers at most one batch and returns its size. */
    Uni<Integer> deliverBatch() {
        return pool.withTransaction(
                connection -> take(connection).call(events -> deliver(events)).map(List::size));
    }

    private Uni<List<OutboxEvent>> take(SqlConnection connection) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(config.batchSize()))
                .map(OutboxRelay::events);
    }

    private Uni<Void> deliver(List<OutboxEvent> events) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (OutboxTarget target : targets) all = all.chain(() -> target.deliver(events));
        return all.invoke(() -> metrics.counter("huiyuan.outbox.delivered").increment(events.size()));
    }

    private static List<OutboxEvent> events(RowSet<Row> rows) {
        return rows.stream()
                .map(row -> new OutboxEvent(
                        row.getUUID("id"),
                        row.getString("topic"),
                        row.getUUID("member_id"),
                        row.getString("payload"),
                        row.getOffsetDateTime("occurred_at").toInstant()))
                .sorted(Comparator.comparing(OutboxEvent::id))
                .toList();
    }
}
