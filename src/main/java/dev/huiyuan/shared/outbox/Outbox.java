package dev.huiyuan.shared.outbox;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes events in the transaction of what caused them. */
@ApplicationScoped
public class Outbox {
    /** How many events one row holds at most; the table knows the same limit. */
    static final int EVENTS_PER_ROW = 256;

    private static final String INSERT = """
            insert into outbox_batch (id, ids, topics, member_ids, payloads, occurred_at)
            values ($1::uuid, $2::uuid[], $3::text[], $4::uuid[], $5::text[]::json[], $6::timestamptz[])
            """;

    /** Writes events, to be delivered after the transaction has committed. */
    public Uni<Void> append(SqlConnection connection, List<OutboxEvent> events) {
        WriteSet writes = new WriteSet();
        addTo(writes, events);
        return writes.run(connection);
    }

    /** Adds events to what is written with others. */
    public void addTo(WriteSet writes, List<OutboxEvent> events) {
        for (int from = 0; from < events.size(); from += EVENTS_PER_ROW) {
            addRow(writes, events.subList(from, Math.min(from + EVENTS_PER_ROW, events.size())));
        }
    }

    /**
     * Adds events of rows that are found by what is written with others.
     *
     * @param select a query that gives id, topic, member, payload as {@code json} and time of each event
     * @param values its parameters
     */
    public void addFound(WriteSet writes, String select, @Nullable Object... values) {
        String sql = """
            insert into outbox_batch (id, ids, topics, member_ids, payloads, occurred_at)
            select (array_agg(f.id order by f.id))[1], array_agg(f.id order by f.id), array_agg(f.topic order by f.id),
                array_agg(f.member_id order by f.id), array_agg(f.payload order by f.id),
                array_agg(f.occurred_at order by f.id)
            from (select e.*, (row_number() over (order by e.id) - 1) / %d as part
                from (%s) e (id, topic, member_id, payload, occurred_at)) f
            group by f.part
            """.formatted(EVENTS_PER_ROW, select);
        writes.addRow(sql, values);
    }

    private static void addRow(WriteSet writes, List<OutboxEvent> events) {
        writes.addRow(
                INSERT,
                events.getFirst().id(),
                events.stream().map(OutboxEvent::id).toArray(UUID[]::new),
                events.stream().map(OutboxEvent::topic).toArray(String[]::new),
                events.stream().map(OutboxEvent::memberId).toArray(UUID[]::new),
                events.stream().map(OutboxEvent::payload).toArray(String[]::new),
                events.stream().map(e -> timestamp(e.occurredAt())).toArray(OffsetDateTime[]::new));
    }
}
