package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;
import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import dev.huiyuan.points.core.BillRef;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.sql.RowSql;
import dev.huiyuan.shared.sql.SqlArrays;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Refunds and completions that came before their order. Keeping one claims the order's business key for the moment:
 * an order that is being booked is waited for, and one that comes later waits and then finds the event.
 */
@ApplicationScoped
public class EarlyEvents {
    private static final String KEEP = """
            insert into points_early_event
                (source, ref, kind, event_ref, amount_fen, lines, completed_at, reason, actor, received_at,
                 id)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict do nothing
            """;
    private static final String COLUMNS =
            "v.source, v.ref, v.kind, v.event_ref, v.amount_fen, v.lines, v.completed_at, v.reason, v.actor, v.received_at";
    private static final String READ_ONE = "select " + COLUMNS + """
             from points_early_event v where source = $1 and ref = $2 and kind = $3 and event_ref = $4
            """;
    private static final String READ = "select " + COLUMNS + """
             from unnest($1::text[], $2::text[]) as k (source, ref)
            join points_early_event v on v.source = k.source and v.ref = k.ref
            order by v.received_at, v.event_ref
            """;
    private static final String REMOVE = """
            delete from points_early_event v
            using unnest($1::text[], $2::text[], $3::text[], $4::text[]) as k (source, ref, kind, event_ref)
            where v.source = k.source and v.ref = k.ref and v.kind = k.kind and v.event_ref = k.event_ref
            """;

    private static final String REFUSE = """
            update points_early_event v set refused = k.refused
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
                as k (source, ref, kind, event_ref, refused)
            where v.source = k.source and v.ref = k.ref and v.kind = k.kind and v.event_ref = k.event_ref
            """;
    private static final String SETTLE = """
            delete from points_early_event
            where source = $1 and ref = $2 and kind = $3 and event_ref = $4 and refused is not null
            """;

    /** How far clocks of tills are ahead of ours, at most. */
    private static final Duration CLOCKS = Duration.ofMinutes(10);

    private final OrderKeys keys;
    private final Ids ids;

    EarlyEvents(OrderKeys keys, Ids ids) {
        this.keys = keys;
        this.ids = ids;
    }

    /** What became of an event. */
    public enum Kept {
        /** It waits for its order, now or since before. */
        WAITING,
        /** Another event is kept under its reference. */
        CONFLICT,
        /** Its order is there. */
        ORDER_KNOWN
    }

    /**
     * Keeps an event until its order comes, under whichever of its names.
     *
     * @param connection the caller's connection, in its transaction
     * @param dated what the order may be called with its business date, where the event does not tell it
     */
    public Uni<Kept> keep(SqlConnection connection, EarlyEvent event, List<String> dated, Instant now) {
        Uni<Boolean> came = BillRef.isDated(event.ref())
                ? Uni.createFrom().item(false)
                : keys.close(connection, event.orderKey(), dated);
        return came.chain(known ->
                        known ? Uni.createFrom().item(false) : keys.take(connection, List.of(event.orderKey())))
                .chain(claimed -> claimed
                        ? store(connection, event, now)
                        : Uni.createFrom().item(Kept.ORDER_KNOWN));
    }

    private Uni<Kept> store(SqlConnection connection, EarlyEvent event, Instant now) {
        Tuple row = Tuple.tuple()
                .addString(event.source())
                .addString(event.ref())
                .addString(event.kind().name())
                .addString(event.eventRef())
                .addLong(event.amountFen())
                .addArrayOfString(event.lines().toArray(String[]::new))
                .addValue(timestampOrNull(event.completedAt()))
                .addString(event.reason())
                .addString(event.actor())
                .addValue(timestamp(now))
                .addUUID(ids.next());
        Tuple key = key(event);
        return connection
                .preparedQuery(KEEP)
                .execute(row)
                .chain(() -> connection.preparedQuery(READ_ONE).execute(key))
                .map(rows -> event(rows.iterator().next()).saysTheSame(event) ? Kept.WAITING : Kept.CONFLICT)
                .call(() -> keys.free(connection, List.of(event.orderKey())));
    }

    private static Tuple key(EarlyEvent event) {
        return Tuple.of(event.source(), event.ref(), event.kind().name(), event.eventRef());
    }

    /** Forgets the refusal of an event that was reported again, as its order has it, and is booked now. */
    public Uni<Void> settled(SqlClient client, EarlyEvent event) {
        return client.preparedQuery(SETTLE).execute(key(event)).replaceWithVoid();
    }

    /** Adds the read of what came before a batch's orders. */
    void addTo(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        List<Item> orders = batch.items.stream()
                .filter(item -> item.command().main() instanceof Command.Accrue)
                .toList();
        if (orders.isEmpty()) return;
        List<BusinessKey> keys =
                orders.stream().flatMap(item -> asked(item).stream()).distinct().toList();
        pipeline.add(RowSql.execute(
                        connection,
                        READ,
                        SqlArrays.texts(keys, BusinessKey::source),
                        SqlArrays.texts(keys, BusinessKey::ref))
                .invoke(rows -> assign(rows, orders)));
    }

    /** Under what its events may wait: its names, and its number alone where that is none of them. */
    private static List<BusinessKey> asked(Item order) {
        List<BusinessKey> keys = new ArrayList<>(order.keys());
        if (isDated(order)) keys.add(number(order.command().key()));
        return keys;
    }

    private static boolean isDated(Item order) {
        return BillRef.isDated(order.command().key().ref());
    }

    private static BusinessKey number(BusinessKey key) {
        return new BusinessKey(key.source(), BillRef.number(key.ref()), key.kind());
    }

    /** To the command that books the order; others under its key do not. */
    private static void assign(RowSet<Row> rows, List<Item> orders) {
        if (rows.size() == 0) return;
        List<Item> booking = orders.stream()
                .filter(item -> item.keyClaimed() && item.requestClaimed)
                .toList();
        for (Row row : rows) {
            EarlyEvent event = event(row);
            Instant receivedAt = instant(row, "received_at");
            booking.stream()
                    .filter(item -> item.keys().contains(event.orderKey()))
                    .findFirst()
                    .or(() -> booking.stream()
                            .filter(item -> mayBeOf(item, event, receivedAt))
                            .findFirst())
                    .ifPresent(item -> add(item, event));
        }
    }

    /** An event that tells no date is of an order that had happened by then. */
    private static boolean mayBeOf(Item order, EarlyEvent event, Instant receivedAt) {
        return isDated(order)
                && number(order.command().key()).equals(event.orderKey())
                && order.command().main() instanceof Command.Accrue accrual
                && !receivedAt.isBefore(accrual.occurredAt().minus(CLOCKS));
    }

    private static void add(Item order, EarlyEvent event) {
        List<EarlyEvent> all = new ArrayList<>(order.early);
        all.add(event);
        order.early = List.copyOf(all);
    }

    /** Adds the removal of what is booked now. */
    static void addRemoval(Pipeline pipeline, SqlConnection connection, List<EarlyEvent> booked) {
        if (booked.isEmpty()) return;
        pipeline.add(connection
                .preparedQuery(REMOVE)
                .execute(Tuple.of(
                        SqlArrays.texts(booked, EarlyEvent::source),
                        SqlArrays.texts(booked, EarlyEvent::ref),
                        SqlArrays.texts(booked, event -> event.kind().name()),
                        SqlArrays.texts(booked, EarlyEvent::eventRef))));
    }

    /** Adds why what is refused now was refused. */
    static void addRefusals(Pipeline pipeline, SqlConnection connection, Map<EarlyEvent, String> refused) {
        if (refused.isEmpty()) return;
        List<EarlyEvent> events = List.copyOf(refused.keySet());
        pipeline.add(connection
                .preparedQuery(REFUSE)
                .execute(Tuple.of(
                        SqlArrays.texts(events, EarlyEvent::source),
                        SqlArrays.texts(events, EarlyEvent::ref),
                        SqlArrays.texts(events, event -> event.kind().name()),
                        SqlArrays.texts(events, EarlyEvent::eventRef),
                        SqlArrays.texts(events, event -> Objects.requireNonNull(refused.get(event))))));
    }

    private static EarlyEvent event(Row row) {
        return new EarlyEvent(
                row.getString("source"),
                row.getString("ref"),
                EarlyEvent.Kind.valueOf(row.getString("kind")),
                row.getString("event_ref"),
                row.getLong("amount_fen"),
                List.of(row.getArrayOfStrings("lines")),
                instantOrNull(row, "completed_at"),
                row.getString("reason"),
                row.getString("actor"));
    }
}
