package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Referred;
import dev.huiyuan.shared.json.Json;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Reads the entries that commands refer to, with what was reversed of them and what they took from which lots. */
@ApplicationScoped
class ReferredEntries {
    private static final String READ_TAKEN = """
            select e.id as entry_id, a.lot_id, -sum(a.amount)::bigint as taken
            from unnest($1::uuid[], $2::uuid[]) as k (member_id, id)
            join points_entry e on e.member_id = k.member_id and e.id = k.id
            join points_allocation a on a.member_id = e.member_id and (a.entry_id = e.id or a.entry_id = any(array(
                select r.id from points_entry r where r.member_id = e.member_id and r.reversed_entry_id = e.id)))
            group by e.id, a.lot_id having sum(a.amount) < 0
            """;
    private static final String READ = """
            select coalesce(r.reversals, 0) as reversals, coalesce(r.fen, 0) as reversed_fen,
                coalesce(r.points, 0) as reversed_points,
            """ + EntryRows.COLUMNS + """
            from unnest($1::uuid[], $2::uuid[]) as k (member_id, id)
            join points_entry e on e.member_id = k.member_id and e.id = k.id
            left join lateral (
                select count(*)::int as reversals, -sum(amount_fen)::bigint as fen, sum(points)::bigint as points
                from points_entry where member_id = e.member_id and reversed_entry_id = e.id) r on true
            """;

    private final Json json;

    ReferredEntries(Json json) {
        this.json = json;
    }

    /** Adds the reads to a pipeline; nothing where no command refers to an entry. */
    void addTo(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        List<Item> referring = batch.items.stream()
                .filter(item -> item.command().referredEntryId() != null && batch.accounts.containsKey(item.memberId()))
                .toList();
        if (referring.isEmpty()) return;
        Tuple ids = Tuple.of(
                SqlArrays.ids(referring, Item::memberId),
                SqlArrays.ids(referring, item -> item.command().referredEntryId()));
        Map<UUID, Map<UUID, Long>> taken = new HashMap<>();
        pipeline.add(connection
                .preparedQuery(READ_TAKEN)
                .execute(ids)
                .invoke(rows ->
                        rows.forEach(row -> taken.computeIfAbsent(row.getUUID("entry_id"), id -> new HashMap<>())
                                .put(row.getUUID("lot_id"), row.getLong("taken")))));
        pipeline.add(read(connection, ids, taken, batch));
    }

    private Uni<Void> read(SqlConnection connection, Tuple ids, Map<UUID, Map<UUID, Long>> taken, LedgerBatch batch) {
        return connection
                .preparedQuery(READ)
                .execute(ids)
                .invoke(rows -> rows.forEach(row -> remember(row, taken, batch)))
                .replaceWithVoid();
    }

    private void remember(Row row, Map<UUID, Map<UUID, Long>> taken, LedgerBatch batch) {
        LedgerEntry entry = EntryRows.entry(row, json);
        Referred referred = new Referred(
                entry,
                row.getInteger("reversals"),
                row.getLong("reversed_fen"),
                row.getLong("reversed_points"),
                taken.getOrDefault(entry.id(), Map.of()));
        batch.accounts.computeIfPresent(entry.memberId(), (id, account) -> with(account, referred));
    }

    private static PointsAccount with(PointsAccount account, Referred referred) {
        Map<UUID, Referred> all = new HashMap<>(account.referred());
        all.put(referred.entry().id(), referred);
        return new PointsAccount(
                account.memberId(),
                account.balance(),
                account.version(),
                account.nextDueAt(),
                account.lots(),
                Map.copyOf(all));
    }
}
