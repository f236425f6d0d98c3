package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Hold;
import dev.huiyuan.points.core.Lot;
import dev.huiyuan.points.core.Merging;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.points.core.Referred;
import dev.huiyuan.shared.sql.RowSql;
import dev.huiyuan.shared.sql.SqlArrays;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Reads the lots that a batch can touch and no others: those that are due, those that referred entries took from or
 * made, and as many in spend order as the debits need, at most 256 for a member and round.
 */
@ApplicationScoped
class LotLoader {
    private static final int ROUND = 256;
    private static final long EVERYTHING = Long.MAX_VALUE;
    /** Points expire at the end of a day: those of an order that is younger have not. */
    private static final Duration YOUNG = Duration.ofDays(1);

    private static final String READ_DUE = "select " + LotRows.COLUMNS + """
             from unnest($1::uuid[], $2::bigint[], $3::boolean[]) as n (member_id, loaded, slides) cross join lateral (
                select * from points_lot l where l.member_id = n.member_id and l.open and (
            """ + LotRows.DUE_AT + """
             <= $4 or n.slides and l.expires_at is null and not l.pending)
                order by l.expires_at, l.earned_at, l.id limit 256 offset n.loaded) l
            """;
    private static final String READ_SPENDABLE = "select " + LotRows.COLUMNS + """
             from unnest($1::uuid[], $2::bigint[], $3::bigint[], $5::boolean[]) as n (member_id, need, loaded, waits)
            cross join lateral points_spendable_lots(n.member_id, n.need, n.loaded, n.waits,
                -- A pending lot of an old order may be past its date already: it still has to move.
                case when n.waits then '-infinity'::timestamptz else $4 end) l
            """;
    private static final String READ_BY_ID = "select " + LotRows.COLUMNS + """
             from unnest($1::uuid[], $2::uuid[]) as n (member_id, id)
            join points_lot l on l.member_id = n.member_id and l.id = n.id
            """;
    private static final String READ_OF_HOLDS = "select " + LotRows.COLUMNS + """
             from unnest($1::uuid[], $2::uuid[]) as n (member_id, id)
            join points_allocation a on a.member_id = n.member_id and a.entry_id = n.id
            join points_lot l on l.member_id = a.member_id and l.id = a.lot_id
            """;
    private static final String READ_OF_ENTRIES = "select " + LotRows.COLUMNS + """
             from unnest($1::uuid[], $2::uuid[]) as n (member_id, entry_id)
            join points_lot l on l.member_id = n.member_id and l.entry_id = n.entry_id
            """;

    private final NextDue nextDue;
    private final OpenHolds holds;

    LotLoader(NextDue nextDue, OpenHolds holds) {
        this.nextDue = nextDue;
        this.holds = holds;
    }

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
        /** Whether pending lots are wanted too. */
        boolean waits;

        boolean isShort() {
            return !exhausted && covered < need;
        }

        void add(long points) {
            need = points > EVERYTHING - need ? EVERYTHING : need + points;
        }
    }

    /** The loading of one batch. */
    final class Loading {
        private final LedgerBatch batch;
        private final Map<UUID, Progress> spending = new LinkedHashMap<>();
        private final Map<UUID, Progress> due = new LinkedHashMap<>();
        private final Map<UUID, Map<UUID, Lot>> lots = new HashMap<>();
        private final Map<UUID, Instant> changesAt = new HashMap<>();

        private Loading(LedgerBatch batch) {
            this.batch = batch;
        }

        /** What a merge moves depends on both accounts. */
        private void planMerge(Merging.Merge merge) {
            need(merge.memberId(), merge.debit());
            progress(spending, merge.memberId()).waits = true;
            long debt = batch.locked(merge.memberId()).balance().debt();
            // What comes before the merge in its batch may make more debt.
            need(merge.otherId(), isAlone(merge) ? debt : EVERYTHING);
        }

        private boolean isAlone(Merging.Merge merge) {
            return batch.items.stream()
                    .noneMatch(item -> item.command() != merge
                            && item.command().accountIds().contains(merge.memberId()));
        }

        /** The points of an old order may have expired when its refunds are booked with it, and others are taken. */
        private void planEarly(Item item) {
            boolean refunded = item.early.stream().anyMatch(event -> event.kind() == EarlyEvent.Kind.REFUND);
            if (refunded && item.command().main() instanceof Command.Accrue order && batch.hasAccounts(item)) {
                if (order.occurredAt().isBefore(batch.now.minus(YOUNG))) need(order.memberId(), EVERYTHING);
            }
        }

        private void need(UUID memberId, long points) {
            spending.computeIfAbsent(memberId, id -> new Progress()).add(points);
        }

        /** Adds to a pipeline what the commands alone tell: lots for what they take, and the holds that they name. */
        void addTo(Pipeline pipeline, SqlConnection connection) {
            for (Command command : batch.commands) {
                boolean takes = command.debit() > 0 && !(command instanceof Merging.Merge);
                if (takes) need(command.memberId(), command.debit());
            }
            addSettling(pipeline, connection);
            if (!spending.isEmpty()) pipeline.add(readSpendable(connection, Set.copyOf(spending.keySet())));
        }

        private void addSettling(Pipeline pipeline, SqlConnection connection) {
            List<Command.Settling> settling = OpenHolds.settling(batch);
            if (settling.isEmpty()) return;
            holds.addNamed(pipeline, connection, batch);
            UUID[] members = SqlArrays.ids(settling, Command.Settling::memberId);
            UUID[] held = SqlArrays.ids(settling, Command.Settling::holdId);
            pipeline.add(
                    RowSql.execute(connection, READ_OF_HOLDS, members, held).invoke(rows -> rows.forEach(this::add)));
        }

        /** Reads what only the locked accounts tell: what is due, lots of referred entries, and further rounds. */
        Uni<Void> rest(SqlConnection connection) {
            Pipeline pipeline = new Pipeline();
            addDue(pipeline, connection);
            spending.keySet().retainAll(batch.accounts.keySet());
            for (Item item : batch.items) {
                planEarly(item);
                if (item.command() instanceof Merging.Merge merge && batch.hasAccounts(item)) planMerge(merge);
            }
            return pipeline.run().chain(() -> referred(connection)).chain(() -> twins(connection));
        }

        private void addDue(Pipeline pipeline, SqlConnection connection) {
            for (PointsAccount account : batch.accounts.values()) {
                Instant next = account.nextDueAt();
                if (next != null && !next.isAfter(batch.now)) due.put(account.memberId(), new Progress());
            }
            if (due.isEmpty()) return;
            nextDue.addTo(pipeline, connection, batch, due.keySet(), changesAt);
            pipeline.add(readDue(connection, Set.copyOf(due.keySet())));
            holds.addDue(pipeline, connection, batch, due.keySet());
        }

        /** Lots of holds and of referred entries, when all of these are read. */
        private Uni<Void> referred(SqlConnection connection) {
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
            List<LedgerBatch.LotRef> wanted = new ArrayList<>();
            List<LedgerBatch.LotRef> entries = new ArrayList<>();
            for (PointsAccount account : batch.accounts.values()) {
                UUID memberId = account.memberId();
                for (Hold hold : account.history().holds()) {
                    hold.taken().keySet().forEach(lot -> wanted.add(new LedgerBatch.LotRef(memberId, lot)));
                }
                for (Referred referred : account.history().referred().values()) {
                    plan(memberId, referred, wanted, entries);
                }
            }
            wanted.removeIf(ref -> lots.getOrDefault(ref.memberId(), Map.of()).containsKey(ref.lotId()));
            if (!wanted.isEmpty()) pipeline.add(readRefs(connection, READ_BY_ID, wanted));
            if (!entries.isEmpty()) pipeline.add(readRefs(connection, READ_OF_ENTRIES, entries));
        }

        /** What was taken back may be gone: then as much is taken from other lots. */
        private void plan(
                UUID memberId, Referred referred, List<LedgerBatch.LotRef> wanted, List<LedgerBatch.LotRef> entries) {
            boolean own = referred.entry().memberId().equals(memberId);
            if (own) {
                referred.taken().keySet().forEach(lot -> wanted.add(new LedgerBatch.LotRef(memberId, lot)));
            }
            EntryType type = referred.entry().type();
            if (type == EntryType.ACCRUAL) {
                Lot.twins(referred.entry().id()).forEach(lot -> wanted.add(new LedgerBatch.LotRef(memberId, lot)));
                need(memberId, referred.entry().points());
            } else if (type == EntryType.TRANSFER_IN || type == EntryType.MERGE_IN) {
                entries.add(new LedgerBatch.LotRef(memberId, referred.entry().id()));
                Long moved = referred.entry().explanation().matured();
                need(memberId, moved == null ? referred.entry().points() : moved);
            }
        }

        /** A merge must know which ids of lots the other account has already. */
        private Uni<Void> twins(SqlConnection connection) {
            List<LedgerBatch.LotRef> wanted = new ArrayList<>();
            for (Item item : batch.items) {
                if (item.command() instanceof Merging.Merge merge && batch.hasAccounts(item)) {
                    lots.getOrDefault(merge.memberId(), Map.of()).keySet().stream()
                            .flatMap(lot -> Lot.twins(lot).stream())
                            .forEach(lot -> wanted.add(new LedgerBatch.LotRef(merge.otherId(), lot)));
                }
            }
            return wanted.isEmpty() ? Uni.createFrom().voidItem() : readRefs(connection, READ_BY_ID, wanted);
        }

        private Uni<Void> readRefs(SqlConnection connection, String sql, List<LedgerBatch.LotRef> refs) {
            return RowSql.execute(
                            connection,
                            sql,
                            SqlArrays.ids(refs, LedgerBatch.LotRef::memberId),
                            SqlArrays.ids(refs, LedgerBatch.LotRef::lotId))
                    .invoke(rows -> rows.forEach(this::add))
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
                            ids.stream().map(this::slides).toArray(Boolean[]::new),
                            timestamp(batch.now)))
                    .invoke(rows -> {
                        rows.forEach(row -> count(due, row));
                        ids.forEach(id -> endRound(progress(due, id), false));
                    })
                    .replaceWithVoid();
        }

        private boolean slides(UUID memberId) {
            Instant sliding = batch.locked(memberId).standing().slidingExpiresAt();
            return sliding != null && !sliding.isAfter(batch.now);
        }

        private Uni<Void> readSpendable(SqlConnection connection, Set<UUID> memberIds) {
            List<UUID> ids = List.copyOf(memberIds);
            ids.forEach(id -> progress(spending, id).roundStart = progress(spending, id).loaded);
            return RowSql.execute(
                            connection,
                            READ_SPENDABLE,
                            ids.toArray(UUID[]::new),
                            SqlArrays.longs(ids, id -> progress(spending, id).need - progress(spending, id).covered),
                            SqlArrays.longs(ids, id -> progress(spending, id).loaded),
                            timestamp(batch.now),
                            ids.stream().map(id -> progress(spending, id).waits).toArray(Boolean[]::new))
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
                Collection<Lot> loaded = lots.getOrDefault(memberId, Map.of()).values();
                PointsAccount current = due.containsKey(memberId) ? account.dueAt(changesAt.get(memberId)) : account;
                return loaded.isEmpty()
                        ? current
                        : current.with(loaded.stream().sorted(Lot.SPEND_ORDER).toList());
            });
        }
    }
}
