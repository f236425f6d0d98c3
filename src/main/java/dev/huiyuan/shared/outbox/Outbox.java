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
    private static final String INSERT = """
            insert into outbox_event (id, topic, member_id, payload, occurred_at)
            select * from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[]::jsonb[], $5::timestamptz[])
            """;

    /** Writes events, to be delivered after the transaction has committed. */
    public Uni<Void> append(SqlConnection connection, List<OutboxEvent> events) {
        if (events.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        events.stream().map(OutboxEvent::id).toArray(UUID[]::new),
                        events.stream().map(OutboxEvent::topic).toArray(String[]::new),
                        events.stream().map(OutboxEvent::memberId).toArray(UUID[]::new),
                        events.stream().map(OutboxEvent::payload).toArray(String[]::new),
                        events.stream().map(e -> timestamp(e.occurredAt())).toArray(OffsetDateTime[]::new))))
                .replaceWithVoid();
    }
}
