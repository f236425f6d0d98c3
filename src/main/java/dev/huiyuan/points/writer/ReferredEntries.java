package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Reference;
import dev.huiyuan.points.core.Referred;
import dev.huiyuan.points.core.Taken;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.sql.SqlArrays;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Reads the entries that commands refer to, with what was reversed of them and what they took from which lots. */
@ApplicationScoped
class ReferredEntries {
    /**
     * Where reversals of an entry may be: on its own account and on those that it was merged into, now or before.
     */
    private static final String HOLDERS = """
            array(with recursive holder (id) as (select e.member_id
                union select m.into_id from points_merge m join holder h on m.from_id = h.id) select id from holder)
            """;

    /** The account that an arrival came from, and those that had gone into it. */
    private static final String MERGED = """
            array(with recursive gone (id) as (select m.from_id from points_merge m where m.in_entry_id = e.id
                union select m.from_id from points_merge m join gone g on m.into_id = g.id
                where m.undone_by is null) select id from gone)
            """;

    private static final String READ_TAKEN = """
            select k.account_id, e.id as entry_id, a.lot_id, l.earned_at, l.expires_at, -sum(a.amount)::bigint as taken
            from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k (account_id, member_id, id)
            join points_entry e on e.member_id = k.member_id and e.id = k.id
            join points_allocation a on a.member_id = e.member_id and a.entry_id = any(array(
                select e.id
                -- What a capture spent was taken by its hold.
                union all select e.reversed_entry_id where e.type = 'CAPTURE'
                union all select r.id from points_entry r
                    where r.member_id = e.member_id and r.reversed_entry_id = e.id and r.type like '%\\_REVERSAL'))
            join points_lot l on l.member_id = a.member_id and l.id = a.lot_id
            group by k.account_id, e.id, a.lot_id, l.earned_at, l.expires_at having sum(a.amount) < 0
            """;
    private static final String READ = """
            select k.account_id, coalesce(r.reversals, 0) as reversals, coalesce(r.fen, 0) as reversed_fen,
                coalesce(r.points, 0) as reversed_points, r.lines as reversed_lines, coalesce(x.lost, 0) as lost,
            """ + EntryRows.COLUMNS + """
            from unnest($1::uuid[], $2::uuid[], $3::uuid[]) as k (account_id, member_id, id)
            join points_entry e on e.member_id = k.member_id and e.id = k.id
            left join lateral (
                select count(*)::int as reversals, -sum(o.amount_fen)::bigint as fen, sum(o.points)::bigint as points,
                    array(select jsonb_path_query(v, '$[*].lines[*].ref') #>> '{}'
                        from jsonb_agg(o.explanation) v) as lines
                from points_entry o where o.member_id = any(
            """ + HOLDERS + """
                ) and o.reversed_entry_id = e.id and o.type like '%\\_REVERSAL') r on true
            left join lateral (
                select (select coalesce(-sum(a.amount), 0) from points_lot l
                    join points_allocation a on a.member_id = l.member_id and a.lot_id = l.id
                    join points_entry o on o.member_id = a.member_id and o.id = a.entry_id
                    where l.member_id = e.member_id and l.entry_id = e.id and o.type = 'EXPIRY')::bigint
                + (select coalesce(-sum(o.points), 0) from points_entry s
                    join points_entry o on o.member_id = e.member_id and o.reversed_entry_id = s.id
                    where s.type = 'ACCRUAL' and o.type = 'ACCRUAL_REVERSAL' and o.seq > e.seq and s.member_id = any(
            """ + MERGED + """
                    ))::bigint as lost
                where e.type = 'MERGE_IN') x on true
            """;

    private final Json json;

    ReferredEntries(Json json) {
        this.json = json;
    }

    /** Adds the reads to a pipeline; nothing where no command refers to an entry. */
    void addTo(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        List<Reference> references = batch.items.stream()
                .flatMap(item -> item.command().references().stream())
                .distinct()
                .toList();
        if (references.isEmpty()) return;
        Tuple ids = Tuple.of(
                SqlArrays.ids(references, Reference::accountId),
                SqlArrays.ids(references, reference -> reference.entry().memberId()),
                SqlArrays.ids(references, reference -> reference.entry().entryId()));
        Map<UUID, Map<UUID, Taken>> taken = new HashMap<>();
        pipeline.add(connection
                .preparedQuery(READ_TAKEN)
                .execute(ids)
                .invoke(rows ->
                        rows.forEach(row -> taken.computeIfAbsent(row.getUUID("entry_id"), id -> new HashMap<>())
                                .put(row.getUUID("lot_id"), HoldRows.taken(row)))));
        pipeline.add(read(connection, ids, taken, batch));
    }

    private Uni<Void> read(SqlConnection connection, Tuple ids, Map<UUID, Map<UUID, Taken>> taken, LedgerBatch batch) {
        return connection
                .preparedQuery(READ)
                .execute(ids)
                .invoke(rows -> rows.forEach(row -> remember(row, taken, batch)))
                .replaceWithVoid();
    }

    private void remember(Row row, Map<UUID, Map<UUID, Taken>> taken, LedgerBatch batch) {
        LedgerEntry entry = EntryRows.entry(row, json);
        Referred referred = new Referred(
                entry,
                row.getInteger("reversals"),
                row.getLong("reversed_fen"),
                row.getLong("reversed_points"),
                Set.copyOf(Arrays.asList(row.getArrayOfStrings("reversed_lines"))),
                taken.getOrDefault(entry.id(), Map.of()),
                row.getLong("lost"));
        batch.accounts.computeIfPresent(row.getUUID("account_id"), (id, account) -> with(account, referred));
    }

    private static PointsAccount with(PointsAccount account, Referred referred) {
        Map<UUID, Referred> all = new HashMap<>(account.history().referred());
        all.put(referred.entry().id(), referred);
        return account.with(account.history().with(Map.copyOf(all)));
    }
}
