package dev.huiyuan.points.claim;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.OrderLine;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.sql.SqlArrays;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The table of reported orders. */
@ApplicationScoped
class UnclaimedOrderTable {
    private static final String INSERT = """
            insert into points_unclaimed_order
                (store_id, ref, order_ref, business_date, channel, amount_fen, occurred_at, reported_by, reported_at,
                 lines)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text::jsonb) on conflict do nothing
            """;
    private static final String READ = """
            select store_id, order_ref, business_date, channel, amount_fen, occurred_at, reported_at,
                lines::text as lines
            from points_unclaimed_order where store_id = $1 and ref = $2
            """;
    private static final String FIND = """
            select o.store_id, o.order_ref, o.business_date, o.channel, o.amount_fen, o.occurred_at, o.reported_at,
                o.lines::text as lines
            from unnest($2::text[], $3::boolean[]) as k (ref, exact)
            join points_unclaimed_order o on o.store_id = $1 and o.ref = k.ref
            where k.exact or o.occurred_at > $4 and o.occurred_at < $5
            order by k.ref = $2[1] desc, greatest(o.occurred_at - $6, $6 - o.occurred_at) limit 1
            """;
    private static final String IS_CREDITED =
            "select 1 from business_key where source = $1 and ref = any($2) and kind = $3";

    private final Json json;

    UnclaimedOrderTable(Json json) {
        this.json = json;
    }

    /** Stores a report unless there is one of the order; returns whether it did. */
    Uni<Boolean> insert(SqlConnection connection, UnclaimedOrder order, String reportedBy) {
        OrderReference reference = order.reference();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        reference.storeId(),
                        reference.ref(),
                        reference.orderRef(),
                        reference.businessDate(),
                        order.channel().name(),
                        order.amountFen(),
                        timestamp(order.occurredAt()),
                        reportedBy,
                        timestamp(order.reportedAt()),
                        json.text(order.lines()))))
                .map(rows -> rows.rowCount() == 1);
    }

    /** The report of an order. */
    Uni<Optional<UnclaimedOrder>> read(SqlConnection connection, OrderReference reference) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(reference.storeId(), reference.ref()))
                .map(rows -> rows.stream().map(this::order).findFirst());
    }

    /** The report of an order by any of its names: by the first of them, else the one nearest in time. */
    Uni<Optional<UnclaimedOrder>> find(
            SqlConnection connection, UUID storeId, Map<String, ClaimKeys.Name> names, ClaimKeys.Window window) {
        Tuple values = Tuple.tuple()
                .addUUID(storeId)
                .addArrayOfString(names.keySet().toArray(String[]::new))
                .addArrayOfBoolean(
                        names.values().stream().map(ClaimKeys.Name::exact).toArray(Boolean[]::new))
                .addValue(timestamp(window.from()))
                .addValue(timestamp(window.until()))
                .addValue(timestamp(window.middle()));
        return connection
                .preparedQuery(FIND)
                .execute(values)
                .map(rows -> rows.stream().map(this::order).findFirst());
    }

    /**
     * Whether an order was credited to anybody, as far as is committed.
     *
     * @param day its day in the programme's zone
     */
    Uni<Boolean> isCredited(SqlConnection connection, OrderReference reference, LocalDate day) {
        BusinessKey key = reference.accrualKey();
        String[] refs = SqlArrays.texts(reference.accrualKeys(day), BusinessKey::ref);
        return connection
                .preparedQuery(IS_CREDITED)
                .execute(Tuple.of(key.source(), refs, key.kind().name()))
                .map(rows -> rows.rowCount() > 0);
    }

    private UnclaimedOrder order(Row row) {
        return new UnclaimedOrder(
                new OrderReference(
                        row.getUUID("store_id"), row.getString("order_ref"), row.getLocalDate("business_date")),
                Channel.valueOf(row.getString("channel")),
                row.getLong("amount_fen"),
                instant(row, "occurred_at"),
                List.of(json.read(row.getString("lines"), OrderLine[].class)),
                instant(row, "reported_at"));
    }
}
