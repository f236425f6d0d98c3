package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The orders that accounts earned with, each account's own: those of accounts that are merged into it are not among
 * them. Reads their whole history: for what is rare, such as a merge that is undone.
 */
@ApplicationScoped
public class HeldOrders {
    /** Refunds of an order are on its own account and on those that it was merged into, now or before. */
    private static final String READ = """
            select e.member_id, e.occurred_at, e.amount_fen + coalesce(r.fen, 0) as left_fen
            from points_entry e
            left join lateral (
                select sum(o.amount_fen)::bigint as fen from points_entry o
                where o.reversed_entry_id = e.id and o.type = 'ACCRUAL_REVERSAL' and o.member_id = any(
                    array(with recursive holder (id) as (select e.member_id
                        union select m.into_id from points_merge m join holder x on m.from_id = x.id)
                        select id from holder))) r on true
            where e.member_id = any($1) and e.type = 'ACCRUAL' and e.amount_fen + coalesce(r.fen, 0) > 0
            """;

    HeldOrders() {}

    /**
     * An order of which something is left.
     *
     * @param occurredAt when it was paid
     * @param leftFen what is left of its amount after refunds, in fen, at least 1
     */
    public record Held(Instant occurredAt, long leftFen) {}

    /** The orders of accounts, by account. */
    public Uni<Map<UUID, List<Held>>> of(SqlConnection connection, Collection<UUID> memberIds) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new)))
                .map(HeldOrders::byAccount);
    }

    private static Map<UUID, List<Held>> byAccount(RowSet<Row> rows) {
        Map<UUID, List<Held>> orders = new HashMap<>();
        for (Row row : rows) {
            orders.computeIfAbsent(row.getUUID("member_id"), id -> new ArrayList<>())
                    .add(new Held(instant(row, "occurred_at"), row.getLong("left_fen")));
        }
        return orders;
    }
}
