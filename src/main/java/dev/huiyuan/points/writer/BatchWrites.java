package dev.huiyuan.points.writer;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.PointsEvent;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.sql.SqlArrays;
import dev.huiyuan.shared.sql.WriteSet;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The fourth step of a batch: writes what was decided, a statement a table. */
@ApplicationScoped
class BatchWrites {
    private static final int OK = 200;

    private static final String OPEN_ACCOUNTS =
            "insert into points_account (member_id) select * from unnest($1::uuid[]) on conflict do nothing";
    private static final String KEEP_ANSWERS = """
            update idempotency_record r
            set status = a.status, body = a.body, member_id = a.member_id, entry_id = a.entry_id
            from unnest($1::text[], $2::text[], $3::bigint[], $4::bytea[], $5::uuid[], $6::uuid[])
                as a (scope, key, status, body, member_id, entry_id)
            where r.scope = a.scope and r.key = a.key
            """;
    private static final String FREE_REQUESTS = """
            delete from idempotency_record r using unnest($1::text[], $2::text[]) as a (scope, key)
            where r.scope = a.scope and r.key = a.key
            """;
    private static final String FREE_KEYS = """
            delete from business_key b using unnest($1::text[], $2::text[], $3::text[]) as a (source, ref, kind)
            where b.source = a.source and b.ref = a.ref and b.kind = a.kind
            """;

    private final LedgerTables tables;
    private final Outbox outbox;
    private final Presences presences;
    private final KeptAnswers answers;
    private final Json json;

    BatchWrites(LedgerTables tables, Outbox outbox, Presences presences, KeptAnswers answers, Json json) {
        this.tables = tables;
        this.outbox = outbox;
        this.presences = presences;
        this.answers = answers;
        this.json = json;
    }

    /** Adds the writes to a pipeline. */
    void addTo(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        if (!batch.toOpen.isEmpty()) {
            UUID[] members = batch.toOpen.stream().sorted().toArray(UUID[]::new);
            pipeline.add(connection.preparedQuery(OPEN_ACCOUNTS).execute(Tuple.of(members)));
        }
        // First: what a command was refused under may have been booked under the same key by passing time.
        addFreed(pipeline, connection, batch);
        WriteSet writes = new WriteSet();
        tables.addTo(writes, batch);
        outbox.addTo(writes, batch.entries.stream().map(this::event).toList());
        batch.parts.forEach(part -> part.addTo(writes));
        batch.attachments.addTo(writes);
        pipeline.add(writes.run(connection));
        batch.parts.forEach(part -> part.rest(connection).forEach(pipeline::add));
        batch.attachments.addRest(pipeline, connection);
        addAnswers(pipeline, connection, batch);
        EarlyEvents.addRemoval(pipeline, connection, batch.bookedEarly);
        EarlyEvents.addRefusals(pipeline, connection, batch.refusedEarly);
        addReleased(pipeline, connection, batch);
    }

    private OutboxEvent event(LedgerEntry entry) {
        return new OutboxEvent(
                entry.id(),
                entry.type().topic(),
                entry.memberId(),
                json.text(PointsEvent.of(entry)),
                entry.recordedAt());
    }

    /** A booked command's answer is its entry, to which the claim points already. */
    private void addAnswers(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        List<Item> kept = batch.items.stream()
                .filter(item -> item.requestClaimed && item.submission.request() != null)
                .filter(item -> item.outcome instanceof Outcome.Known
                        || item.outcome instanceof Outcome.Refused refused && refused.body() != null)
                .toList();
        if (kept.isEmpty()) return;
        Tuple rows = Tuple.from(List.of(
                SqlArrays.texts(kept, item -> request(item).scope()),
                SqlArrays.texts(kept, item -> request(item).key()),
                SqlArrays.longs(
                        kept,
                        item -> item.outcome instanceof Outcome.Refused refused
                                ? refused.problem().code().status()
                                : OK),
                kept.stream().map(this::sealedBody).toArray(Buffer[]::new),
                SqlArrays.ids(
                        kept,
                        item -> item.outcome instanceof Outcome.Known known
                                ? known.entry().memberId()
                                : null),
                SqlArrays.ids(
                        kept,
                        item -> item.outcome instanceof Outcome.Known known
                                ? known.entry().id()
                                : null)));
        pipeline.add(connection.preparedQuery(KEEP_ANSWERS).execute(rows));
    }

    @SuppressWarnings("NullAway") // An element of a SQL array may be null.
    private Buffer sealedBody(Item item) {
        return item.outcome instanceof Outcome.Refused refused && refused.body() != null
                ? answers.seal(request(item), refused.body())
                : null;
    }

    /** Gives back the claims of commands that were not booked: they may be claimed again. */
    private static void addFreed(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        List<Item> requests = batch.items.stream()
                .filter(item -> item.requestClaimed && item.submission.request() != null && isForgotten(item))
                .toList();
        if (!requests.isEmpty()) {
            pipeline.add(connection
                    .preparedQuery(FREE_REQUESTS)
                    .execute(Tuple.of(
                            SqlArrays.texts(requests, item -> request(item).scope()),
                            SqlArrays.texts(requests, item -> request(item).key()))));
        }
        List<BusinessKey> keys = batch.items.stream()
                .filter(item -> !(item.outcome instanceof Outcome.Booked))
                .flatMap(item -> item.claimed.stream())
                .toList();
        if (!keys.isEmpty()) {
            pipeline.add(connection
                    .preparedQuery(FREE_KEYS)
                    .execute(Tuple.of(
                            SqlArrays.texts(keys, BusinessKey::source),
                            SqlArrays.texts(keys, BusinessKey::ref),
                            SqlArrays.texts(keys, key -> key.kind().name()))));
        }
    }

    /** A presence that this batch bound to a bill which took nothing is free for the next bill. */
    private void addReleased(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        Map<Boolean, List<PresenceUse>> spent = batch.items.stream()
                .filter(item -> item.presenceAccepted && item.submission.presence() != null)
                .collect(Collectors.partitioningBy(
                        BatchWrites::hasEntry,
                        Collectors.mapping(
                                item -> Objects.requireNonNull(item.submission.presence()), Collectors.toList())));
        Set<PresenceUse> kept = Set.copyOf(Objects.requireNonNull(spent.get(true)));
        List<PresenceUse> released = Objects.requireNonNull(spent.get(false)).stream()
                .filter(use -> !kept.contains(use))
                .distinct()
                .toList();
        if (!released.isEmpty()) pipeline.add(presences.release(connection, released, batch.now));
    }

    private static boolean hasEntry(Item item) {
        return item.outcome instanceof Outcome.Booked
                || item.outcome instanceof Outcome.Known
                || item.outcome instanceof Outcome.Repeated;
    }

    private static boolean isForgotten(Item item) {
        return item.outcome instanceof Outcome.Busy
                || item.outcome instanceof Outcome.Moved
                || item.outcome instanceof Outcome.Refused refused && refused.body() == null;
    }

    private static IdempotencyRequest request(Item item) {
        return Objects.requireNonNull(item.submission.request());
    }
}
