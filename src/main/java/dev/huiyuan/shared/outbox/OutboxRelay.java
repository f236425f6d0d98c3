package dev.huiyuan.shared.outbox;

import io.micrometer.core.instrument.Counter;
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
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
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
            delete from outbox_batch where id = any(array(
                select id from outbox_batch order by id limit $1 for update skip locked))
            returning ids, topics, member_ids, payloads::text[] as payloads, occurred_at
            """;

    private final Pool pool;
    private final Vertx vertx;
    private final OutboxConfig config;
    private final List<OutboxTarget> targets;
    private final Counter failures;
    private final Counter delivered;
    private volatile boolean running;
    private Duration backOff = FIRST_BACK_OFF;

    OutboxRelay(
            Pool pool, Vertx vertx, OutboxConfig config, @Any Instance<OutboxTarget> targets, MeterRegistry metrics) {
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
        this.targets = targets.stream().toList();
        failures = Counter.builder("huiyuan.outbox.failures")
                .description("Times that a batch of events could not be delivered")
                .register(metrics);
        delivered = Counter.builder("huiyuan.outbox.delivered")
                .description("Events that were delivered")
                .register(metrics);
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

    private void afterDelivery(int rows) {
        backOff = FIRST_BACK_OFF;
        runAfter(rows < config.batchSize() ? config.pollInterval() : Duration.ZERO);
    }

    private void afterFailure(Throwable failure) {
        if (running) LOG.warnf("events could not be delivered, next try in %s: %s", backOff, failure);
        failures.increment();
        runAfter(backOff);
        Duration doubled = backOff.multipliedBy(2);
        backOff = doubled.compareTo(config.maxBackOff()) > 0 ? config.maxBackOff() : doubled;
    }

    /** Delivers at most one batch and returns the number of its rows. */
    Uni<Integer> deliverBatch() {
        return pool.withTransaction(connection ->
                take(connection).call(rows -> deliver(events(rows))).map(RowSet::size));
    }

    private Uni<RowSet<Row>> take(SqlConnection connection) {
        return connection.preparedQuery(TAKE).execute(Tuple.of(config.batchSize()));
    }

    private Uni<Void> deliver(List<OutboxEvent> events) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (OutboxTarget target : targets) all = all.chain(() -> target.deliver(events));
        return all.invoke(() -> delivered.increment(events.size()));
    }

    private static List<OutboxEvent> events(RowSet<Row> rows) {
        List<OutboxEvent> events = new ArrayList<>();
        rows.forEach(row -> addTo(events, row));
        events.sort(Comparator.comparing(OutboxEvent::id));
        return events;
    }

    private static void addTo(List<OutboxEvent> events, Row row) {
        UUID[] ids = row.getArrayOfUUIDs("ids");
        String[] topics = row.getArrayOfStrings("topics");
        UUID[] members = row.getArrayOfUUIDs("member_ids");
        String[] payloads = row.getArrayOfStrings("payloads");
        OffsetDateTime[] times = row.getArrayOfOffsetDateTimes("occurred_at");
        for (int i = 0; i < ids.length; i++) {
            events.add(new OutboxEvent(ids[i], topics[i], members[i], payloads[i], times[i].toInstant()));
        }
    }
}
