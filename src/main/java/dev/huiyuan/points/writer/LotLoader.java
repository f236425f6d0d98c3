package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Lot;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Referred;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lots that a batch can touch and no others: those that are due, those that referred entries took from or
 * made, and as many in spend order as the debits need, at most 256 for a member and round.
 */
@ApplicationScoped
class LotLoader {
    private static final int ROUND = 256;

    private static final String READ_DUE = "select " + LotRows.COLUMNS + """
             from unnest($1::uuid[], $2::bigint[]) as n (member_id, loaded) cross join lateral (
                select * from points_lot l where l.member_id = n.member_id and l.open and
            """ + LotRows.DUE_AT + """
             <= $3 order by l.expires_at, l.earned_at, l.id limit 256 offset n.loaded) l
            """;
    private static final String READ_NEXT_DUE =
            "select l.member_id, min(" + LotRows.DUE_AT + """
            ) as next_due_at from points_lot l where l.member_id = any($1) and l.open and
            """ + LotRows.DUE_AT + " > $2 group by l.member_id";
    private static final String READ_SPENDABLE = "select " + LotRows.COLUMNS + """
             from unnest($1::uuid[], $2::bigint[], $3::bigint[]) as n (member_id, need, loaded) cross join lateral (
                select p.*, sum(p.remaining) over (order by p.expires_at, p.earned_at, p.id) - p.remaining as before
                from (select * from points_lot o where o.member_id = n.member_id and o.open and not o.pending
                        and (o.expires_at is null or o.expires_at > $4)
                    order by o.expires_at, o.earned_at, o.id limit 256 offset n.loaded) p) l
            where l.before < n.need
            """;
    private static final String READ_BY_ID = "select " + LotRows.COLUMNS + """
             from unnest($1::uuid[], $2::uuid[]) as n (member_id, id)
            join points_lot l on l.member_id = n.member_id and l.id = n.id
            """;

    LotLoader() {}

    Loading begin(LedgerBatch batch) {
        return new Loading(batch);
    }

    /** How far a member's lots are loaded. */
    private static final class Progress {
        long need;
        long covered;
        long loaded;
        long roundStart;
        boolean exhausted;

        boolean isShort() {
            return !exhausted && covered < need;
        }
    }

    /** The loading of one batch. */
    static final class Loading {
        private final LedgerBatch batch;
        private final Map<UUID, Progress> spending = new LinkedHashMap<>();
        private final Map<UUID, Progress> due = new LinkedHashMap<>();
        private final Map<UUID, Map<UUID, Lot>> lots = new HashMap<>();
        private final Map<UUID, @Nullable Instant> nextDue = new HashMap<>();

        private Loading(LedgerBatch batch) {
            this.batch = batch;
            for (Item item : batch.items) {
                if (item.command().debit() > 0 && batch.accounts.containsKey(item.memberId())) {
                    spending.computeIfAbsent(item.memberId(), id -> new Progress()).need +=
                            item.command().debit();
                }
            }
            for (PointsAccount account : batch.accounts.values()) {
                Instant next = account.nextDueAt();
                if (next != null && !next.isAfter(batch.now)) due.put(account.memberId(), new Progress());
            }
        }

        /** Adds the first round to a pipeline. */
        void addTo(Pipeline pipeline, SqlConnection connection) {
            if (!due.isEmpty()) {
                pipeline.add(readNextDue(connection));
                pipeline.add(readDue(connection, Set.copyOf(due.keySet())));
            }
            if (!spending.isEmpty()) pipeline.add(readSpendable(connection, Set.copyOf(spending.keySet())));
        }

        /** Reads what the first round could not know yet: lots of referred entries, and further rounds. */
        Uni<Void> rest(SqlConnection connection) {
            Pipeline pipeline = new Pipeline();
            addReferred(pipeline, connection);
            return pipeline.run().chain(() -> untilCovered(connection));
        }

        private Uni<Void> untilCovered(SqlConnection connection) {
            Pipeline pipeline = new Pipeline();
            Set<UUID> stillDue = members(due.entrySet().stream()
                    .filter(entry -> !entry.getValue().exhausted)
                    .toList());
            Set<UUID> shortOf = members(spending.entrySet().stream()
                    .filter(entry -> entry.getValue().isShort())
                    .toList());
            if (stillDue.isEmpty() && shortOf.isEmpty()) return Uni.createFrom().voidItem();
            if (!stillDue.isEmpty()) pipeline.add(readDue(connection, stillDue));
            if (!shortOf.isEmpty()) pipeline.add(readSpendable(connection, shortOf));
            return pipeline.run().chain(() -> untilCovered(connection));
        }

        private static Set<UUID> members(List<Map.Entry<UUID, Progress>> entries) {
            return entries.stream().map(Map.Entry::getKey).collect(Collectors.toSet());
        }

        private void addReferred(Pipeline pipeline, SqlConnection connection) {
            List<UUID> memberIds = new ArrayList<>();
            List<UUID> lotIds = new ArrayList<>();
            for (PointsAccount account : batch.accounts.values()) {
                for (Referred referred : account.referred().values()) {
                    List<UUID> wanted = new ArrayList<>(referred.taken().keySet());
                    if (referred.entry().type() == EntryType.ACCRUAL) {
                        wanted.add(referred.entry().id());
                        spending.computeIfAbsent(account.memberId(), id -> new Progress()).need +=
                                referred.entry().points();
                    }
                    wanted.forEach(lot -> memberIds.add(account.memberId()));
                    lotIds.addAll(wanted);
                }
            }
            if (lotIds.isEmpty()) return;
            pipeline.add(connection
                    .preparedQuery(READ_BY_ID)
                    .execute(Tuple.of(memberIds.toArray(UUID[]::new), lotIds.toArray(UUID[]::new)))
                    .invoke(rows -> rows.forEach(this::add)));
        }

        private Uni<Void> readNextDue(SqlConnection connection) {
            return connection
                    .preparedQuery(READ_NEXT_DUE)
                    .execute(Tuple.of(due.keySet().toArray(UUID[]::new), timestamp(batch.now)))
                    .invoke(rows -> rows.forEach(row -> nextDue.put(
                            row.getUUID("member_id"),
                            row.getOffsetDateTime("next_due_at").toInstant())))
                    .replaceWithVoid();
        }

        private Uni<Void> readDue(SqlConnection connection, Set<UUID> memberIds) {
            List<UUID> ids = List.copyOf(memberIds);
            ids.forEach(id -> progress(due, id).roundStart = progress(due, id).loaded);
            return connection
                    .preparedQuery(READ_DUE)
                    .execute(Tuple.of(
                            ids.toArray(UUID[]::new),
                            SqlArrays.longs(ids, id -> progress(due, id).loaded),
                            timestamp(batch.now)))
                    .invoke(rows -> {
                        rows.forEach(row -> count(due, row));
                        ids.forEach(id -> endRound(progress(due, id), false));
                    })
                    .replaceWithVoid();
        }

        private Uni<Void> readSpendable(SqlConnection connection, Set<UUID> memberIds) {
            List<UUID> ids = List.copyOf(memberIds);
            ids.forEach(id -> progress(spending, id).roundStart = progress(spending, id).loaded);
            return connection
                    .preparedQuery(READ_SPENDABLE)
                    .execute(Tuple.of(
                            ids.toArray(UUID[]::new),
                            SqlArrays.longs(ids, id -> progress(spending, id).need - progress(spending, id).covered),
                            SqlArrays.longs(ids, id -> progress(spending, id).loaded),
                            timestamp(batch.now)))
                    .invoke(rows -> {
                        rows.forEach(row -> count(spending, row));
                        ids.stream()
                                .map(id -> progress(spending, id))
                                .forEach(progress -> endRound(progress, progress.covered >= progress.need));
                    })
                    .replaceWithVoid();
        }

        /** A round that was neither full nor enough was the last one. */
        private static void endRound(Progress progress, boolean covered) {
            progress.exhausted = !covered && progress.loaded - progress.roundStart < ROUND;
        }

        private void count(Map<UUID, Progress> side, Row row) {
            Progress progress = progress(side, row.getUUID("member_id"));
            progress.loaded++;
            progress.covered += add(row).remaining();
        }

        private Lot add(Row row) {
            Lot lot = LotRows.lot(row);
            lots.computeIfAbsent(row.getUUID("member_id"), id -> new HashMap<>())
                    .put(lot.id(), lot);
            return lot;
        }

        private static Progress progress(Map<UUID, Progress> side, UUID memberId) {
            return Objects.requireNonNull(side.get(memberId));
        }

        /** Puts what was loaded into the accounts. */
        void complete() {
            batch.accounts.replaceAll((memberId, account) -> {
                Map<UUID, Lot> loaded = lots.getOrDefault(memberId, Map.of());
                boolean wasDue = due.containsKey(memberId);
                if (loaded.isEmpty() && !wasDue) return account;
                return new PointsAccount(
                        memberId,
                        account.balance(),
                        account.version(),
                        wasDue ? nextDue.get(memberId) : account.nextDueAt(),
                        loaded.values().stream().sorted(Lot.SPEND_ORDER).toList(),
                        account.referred());
            });
        }
    }
}
