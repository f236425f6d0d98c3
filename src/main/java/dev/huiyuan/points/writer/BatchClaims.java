package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.points.core.BillRef;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.sql.RowSql;
import dev.huiyuan.shared.sql.SqlArrays;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/**
 * The first step of a batch: claims idempotency keys, then business keys, uses presences and locks accounts, each set
 * in its own order. Nothing is read here: a statement that waited would show what it read as it was before the wait.
 */
@ApplicationScoped
class BatchClaims {
    private static final String CLAIM_REQUESTS = """
            insert into idempotency_record (scope, key, request_hash, member_id, entry_id, created_at)
            select scope, key, request_hash, member_id, entry_id, $6
            from unnest($1::text[], $2::text[], $3::bytea[], $4::uuid[], $5::uuid[])
                as c (scope, key, request_hash, member_id, entry_id)
            on conflict do nothing returning entry_id
            """;
    private static final String CLAIM_KEYS = """
            insert into business_key (source, ref, kind, member_id, entry_id, amount, alias)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::uuid[], $5::uuid[], $6::bigint[],
                $7::boolean[]) c
            on conflict do nothing returning entry_id, alias
            """;
    private static final String LOCK = """
            select
            """ + AccountRows.COLUMNS + """
            from points_account a where a.member_id = any($1) order by a.member_id for no key update
            """;
    private static final String LOCK_FREE = LOCK + " skip locked";
    /** In the order in which they fell due, and not of their ids: it waits for nobody. */
    private static final String LOCK_DUE = "select " + AccountRows.COLUMNS + """
             from points_account a where a.next_due_at <= $1 and (a.next_due_at, a.member_id) > ($2, $3)
            order by a.next_due_at, a.member_id limit $4
            for no key update skip locked
            """;

    private static final String NEXT_DUE = """
            select a.next_due_at, a.member_id from points_account a
            where a.next_due_at <= $1 and (a.next_due_at, a.member_id) > ($2, $3)
            order by a.next_due_at, a.member_id limit 1
            """;

    private static final Comparator<Item> BY_REQUEST = Comparator.comparing(
                    (Item item) -> request(item).scope())
            .thenComparing(item -> request(item).key());
    private static final Comparator<Claim> BY_KEY = Comparator.comparing(Claim::key, BusinessKey.LOCK_ORDER);

    private final Presences presences;

    BatchClaims(Presences presences) {
        this.presences = presences;
    }

    /** Adds the claims of a batch to a pipeline. */
    void addTo(Pipeline pipeline, SqlConnection connection, LedgerBatch batch, boolean waitForLocks) {
        List<Item> requests = batch.items.stream()
                .filter(item -> item.submission.request() != null)
                .sorted(BY_REQUEST)
                .toList();
        if (!requests.isEmpty()) pipeline.add(claimRequests(connection, batch, requests));
        pass(pipeline, connection, batch.items);
        pipeline.add(claimKeys(connection, batch.items));
        List<Item> present = batch.items.stream()
                .filter(item -> item.submission.presence() != null)
                .toList();
        if (!present.isEmpty()) pipeline.add(usePresences(connection, batch, present));
        batch.attachments.addLocks(pipeline, connection);
        pipeline.add(lock(connection, batch, waitForLocks));
    }

    private static Uni<Void> claimRequests(SqlConnection connection, LedgerBatch batch, List<Item> items) {
        return RowSql.execute(
                        connection,
                        CLAIM_REQUESTS,
                        SqlArrays.texts(items, item -> request(item).scope()),
                        SqlArrays.texts(items, item -> request(item).key()),
                        items.stream()
                                .map(item -> Buffer.buffer(request(item).hash()))
                                .toArray(Buffer[]::new),
                        SqlArrays.ids(items, Item::memberId),
                        SqlArrays.ids(items, item -> item.entryId),
                        timestamp(batch.now))
                .invoke(rows -> {
                    Set<UUID> claimed = entryIds(rows);
                    items.forEach(item -> item.requestClaimed = claimed.contains(item.entryId));
                })
                .replaceWithVoid();
    }

    /** Only the orders' own dates: an event that tells none finds the others under their number. */
    private static void pass(Pipeline pipeline, SqlConnection connection, List<Item> items) {
        List<BusinessKey> dated = items.stream()
                .filter(item -> item.command().main() instanceof Command.Accrue)
                .map(item -> item.command().key())
                .filter(key -> BillRef.isDated(key.ref()))
                .toList();
        if (!dated.isEmpty()) pipeline.add(OrderKeys.pass(connection, dated));
    }

    /** A business key that a command takes. */
    private record Claim(Item item, BusinessKey key) {
        boolean isAlias() {
            return key.equals(item.command().alias());
        }
    }

    private static Uni<Void> claimKeys(SqlConnection connection, List<Item> items) {
        List<Claim> claims = items.stream()
                .flatMap(item -> item.keys().stream().map(key -> new Claim(item, key)))
                .sorted(BY_KEY)
                .toList();
        return RowSql.execute(
                        connection,
                        CLAIM_KEYS,
                        SqlArrays.texts(claims, claim -> claim.key.source()),
                        SqlArrays.texts(claims, claim -> claim.key.ref()),
                        SqlArrays.texts(claims, claim -> claim.key.kind().name()),
                        SqlArrays.ids(claims, claim -> claim.item.memberId()),
                        SqlArrays.ids(claims, claim -> claim.item.entryId),
                        claims.stream()
                                .map(claim -> claim.item.command().amount())
                                .toArray(Long[]::new),
                        claims.stream().map(Claim::isAlias).toArray(Boolean[]::new))
                .invoke(rows -> take(rows, claims))
                .replaceWithVoid();
    }

    private static void take(RowSet<Row> rows, List<Claim> claims) {
        Set<UUID> own = new HashSet<>();
        Set<UUID> aliases = new HashSet<>();
        rows.forEach(row -> (row.getBoolean("alias") ? aliases : own).add(row.getUUID("entry_id")));
        for (Claim claim : claims) {
            Set<UUID> taken = claim.isAlias() ? aliases : own;
            if (taken.contains(claim.item.entryId)) claim.item.claimed.add(claim.key);
        }
    }

    private Uni<Void> usePresences(SqlConnection connection, LedgerBatch batch, List<Item> items) {
        List<PresenceUse> uses = items.stream()
                .map(item -> Objects.requireNonNull(item.submission.presence()))
                .toList();
        return presences
                .use(connection, uses, batch.now)
                .invoke(accepted ->
                        items.forEach(item -> item.presenceAccepted = accepted.contains(item.submission.presence())))
                .replaceWithVoid();
    }

    /** Locks free accounts on which something is due; returns where they end. */
    Uni<DueCursor> lockDue(SqlConnection connection, LedgerBatch batch, DueCursor after, int limit) {
        return connection
                .preparedQuery(LOCK_DUE)
                .execute(Tuple.of(timestamp(batch.now), timestamp(after.dueAt()), after.memberId(), limit))
                .map(rows -> {
                    DueCursor end = after;
                    for (Row row : rows) {
                        PointsAccount account = AccountRows.account(row);
                        batch.lock(account);
                        end = new DueCursor(Objects.requireNonNull(account.nextDueAt()), account.memberId());
                    }
                    return end;
                });
    }

    Uni<DueCursor> nextDue(SqlConnection connection, DueCursor after, Instant now) {
        return connection
                .preparedQuery(NEXT_DUE)
                .execute(Tuple.of(timestamp(now), timestamp(after.dueAt()), after.memberId()))
                .map(rows -> {
                    for (Row row : rows) return new DueCursor(instant(row, "next_due_at"), row.getUUID("member_id"));
                    return after;
                });
    }

    private static Uni<Void> lock(SqlConnection connection, LedgerBatch batch, boolean waitForLocks) {
        UUID[] members = batch.items.stream()
                .flatMap(item -> item.accountIds().stream())
                .distinct()
                .toArray(UUID[]::new);
        return connection
                .preparedQuery(waitForLocks ? LOCK : LOCK_FREE)
                .execute(Tuple.of(members))
                .invoke(rows -> rows.forEach(row -> batch.lock(AccountRows.account(row))))
                .replaceWithVoid();
    }

    private static Set<UUID> entryIds(RowSet<Row> rows) {
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> ids.add(row.getUUID(0)));
        return ids;
    }

    private static IdempotencyRequest request(Item item) {
        return Objects.requireNonNull(item.submission.request());
    }
}
