package dev.huiyuan.member.lookup;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Records who looked for whom by phone: in memory first, in the table within half a second. */
@ApplicationScoped
class LookupLog {
    private static final Logger LOG = Logger.getLogger(LookupLog.class);
    private static final Duration LAST_WRITE = Duration.ofSeconds(5);

    private static final String INSERT = """
            insert into member_lookup_log (id, actor_id, store_id, member_id, at)
            select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[])
            on conflict (id) do nothing
            """;

    private final Pool pool;
    private final Vertx vertx;
    private final LookupConfig config;
    private final Ids ids;
    private final Clock clock;
    private final BlockingQueue<Line> waiting;
    private final AtomicBoolean writing = new AtomicBoolean();
    /** Drawn from the queue and not written yet; touched by the one write under way only. */
    private List<Line> drawn = new ArrayList<>();

    private long timer = -1;

    LookupLog(Pool pool, Vertx vertx, LookupConfig config, Ids ids, Clock clock) {
        this.pool = pool;
        this.vertx = vertx;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
        waiting = new ArrayBlockingQueue<>(config.maxWaiting());
    }

    private record Line(
            UUID id,
            UUID actorId,
            @Nullable UUID storeId,
            @Nullable UUID memberId,
            Instant at) {}

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(config.interval().toMillis(), tick -> flush());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
        if (!writing.compareAndSet(false, true)) return;
        draw();
        // Blocks the end for a moment, as nothing else would write these lines.
        if (!drawn.isEmpty()) write(drawn).await().atMost(LAST_WRITE);
    }

    /**
     * Records a lookup.
     *
     * @param storeId the store that the actor looked from, if it is known
     * @param memberId who was found, if anybody
     * @throws dev.huiyuan.shared.problem.ProblemException {@code overloaded} when the record is full
     */
    void record(UUID actorId, @Nullable UUID storeId, @Nullable UUID memberId) {
        if (!waiting.offer(new Line(ids.next(), actorId, storeId, memberId, clock.instant()))) {
            throw ProblemCode.OVERLOADED.with().retryAfter(1);
        }
    }

    /** The one place that drains the queue, and so the one that subscribes. */
    private void flush() {
        if (!writing.compareAndSet(false, true)) return;
        draw();
        if (drawn.isEmpty()) {
            writing.set(false);
            return;
        }
        write(drawn).subscribe().with(done -> written(), this::failed);
    }

    private void draw() {
        waiting.drainTo(drawn, config.batchSize() - drawn.size());
    }

    private void written() {
        drawn = new ArrayList<>();
        writing.set(false);
        if (!waiting.isEmpty()) flush();
    }

    /** What was drawn is written with the next try; what a lost answer wrote already is skipped by its id. */
    private void failed(Throwable failure) {
        LOG.warnf("the record of lookups cannot be written, %d lines wait: %s", waiting.size() + drawn.size(), failure);
        writing.set(false);
    }

    private Uni<Void> write(List<Line> lines) {
        return pool.preparedQuery(INSERT)
                .execute(Tuple.of(
                        lines.stream().map(Line::id).toArray(UUID[]::new),
                        lines.stream().map(Line::actorId).toArray(UUID[]::new),
                        lines.stream().map(Line::storeId).toArray(UUID[]::new),
                        lines.stream().map(Line::memberId).toArray(UUID[]::new),
                        lines.stream().map(line -> timestamp(line.at)).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }
}
