package dev.huiyuan.shared.outbox;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;

/** Writes events in the transaction of what caused them. */
@ApplicationScoped
public class Outbox {
    /** How many events one row holds at most; the table knows the same limit. */
    static final int EVENTS_PER_ROW = 256;

    private static final String INSERT = """
            insert into outbox_batch (id, ids, topics, member_ids, payloads, occurred_at)
            values ($1, $2, $3, $4, $5::text[]::json[], $6)
            """;

    /** Writes events, to be delivered after the transaction has committed. */
    public Uni<Void> append(SqlConnection connection, List<OutboxEvent> events) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        if (events.size() <= EVENTS_PER_ROW) return insert(connection, events);
        return insert(connection, events.subList(0, EVENTS_PER_ROW))
                .chain(() -> append(connection, events.subList(EVENTS_PER_ROW, events.size())));
    }

    private static Uni<Void> insert(SqlConnection connection, List<OutboxEvent> events) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.of(
                        events.getFirst().id(),
                        events.stream().map(OutboxEvent::id).toArray(UUID[]::new),
                        events.stream().map(OutboxEvent::topic).toArray(String[]::new),
                        events.stream().map(OutboxEvent::memberId).toArray(UUID[]::new),
                        events.stream().map(OutboxEvent::payload).toArray(String[]::new),
                        events.stream().map(e -> timestamp(e.occurredAt())).toArray(OffsetDateTime[]::new)))
                .replaceWithVoid();
    }
}
