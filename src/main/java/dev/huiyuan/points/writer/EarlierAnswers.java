package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
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
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Answers from before for the commands whose keys this batch could not claim. */
@ApplicationScoped
class EarlierAnswers {
    private static final int CREATED = 201;

    private static final String READ_REQUESTS = """
            select r.scope, r.key, r.request_hash, r.status, r.body,
            """ + EntryRows.COLUMNS + """
            from unnest($1::text[], $2::text[]) as k (scope, key)
            join idempotency_record r on r.scope = k.scope and r.key = k.key
            left join points_entry e on e.member_id = r.member_id and e.id = r.entry_id
            """;
    private static final String READ_KEYS = """
            select b.source as key_source, b.ref as key_ref, b.kind as key_kind, b.member_id as key_member, b.amount,
            """ + EntryRows.COLUMNS + """
            from unnest($1::text[], $2::text[], $3::text[]) as k (source, ref, kind)
            join business_key b on b.source = k.source and b.ref = k.ref and b.kind = k.kind
            left join points_entry e on e.member_id = b.member_id and e.id = b.entry_id
            """;

    private final KeptAnswers answers;
    private final Json json;

    EarlierAnswers(KeptAnswers answers, Json json) {
        this.answers = answers;
        this.json = json;
    }

    private record RequestKey(String scope, String key) {}

    /** Adds the reads to a pipeline; nothing where every key was claimed. */
    void addTo(Pipeline pipeline, SqlConnection connection, LedgerBatch batch) {
        List<Item> repeated =
                batch.items.stream().filter(item -> !item.requestClaimed).toList();
        if (!repeated.isEmpty()) pipeline.add(readRequests(connection, repeated));
        List<Item> known = batch.items.stream()
                .filter(item -> item.requestClaimed && !item.keyClaimed())
                .toList();
        if (!known.isEmpty()) pipeline.add(readKeys(connection, known, batch));
    }

    private Uni<Void> readRequests(SqlConnection connection, List<Item> items) {
        return connection
                .preparedQuery(READ_REQUESTS)
                .execute(Tuple.of(
                        SqlArrays.texts(items, item -> request(item).scope()),
                        SqlArrays.texts(items, item -> request(item).key())))
                .invoke(rows -> {
                    Map<RequestKey, Row> found = new HashMap<>();
                    rows.forEach(row -> found.put(new RequestKey(row.getString("scope"), row.getString("key")), row));
                    items.forEach(item -> item.outcome = repeated(
                            request(item),
                            found.get(new RequestKey(
                                    request(item).scope(), request(item).key()))));
                })
                .replaceWithVoid();
    }

    private Outcome repeated(IdempotencyRequest request, @Nullable Row row) {
        // Cleaned up between the claim and now: the key is free again.
        if (row == null) return new Outcome.Busy();
        if (!Arrays.equals(row.getBuffer("request_hash").getBytes(), request.hash())) {
            return new Outcome.Refused(ProblemCode.IDEMPOTENCY_KEY_REUSED.with(), null);
        }
        Integer status = row.getInteger("status");
        if (row.getUUID("id") != null) {
            return new Outcome.Repeated(EntryRows.entry(row, json), status == null ? CREATED : status);
        }
        if (status == null) throw new IllegalStateException("an answered request without its entry");
        return new Outcome.RepeatedRefusal(
                status, answers.open(request, row.getBuffer("body").getBytes()));
    }

    private Uni<Void> readKeys(SqlConnection connection, List<Item> items, LedgerBatch batch) {
        List<BusinessKey> taken = items.stream().map(EarlierAnswers::takenKey).toList();
        return connection
                .preparedQuery(READ_KEYS)
                .execute(Tuple.of(
                        SqlArrays.texts(taken, BusinessKey::source),
                        SqlArrays.texts(taken, BusinessKey::ref),
                        SqlArrays.texts(taken, key -> key.kind().name())))
                .invoke(rows -> {
                    Map<BusinessKey, Row> found = new HashMap<>();
                    rows.forEach(row -> found.put(key(row), row));
                    items.forEach(item -> item.outcome = known(item, found.get(takenKey(item)), batch));
                })
                .replaceWithVoid();
    }

    /** The key that somebody else has: its own one first. */
    private static BusinessKey takenKey(Item item) {
        return item.keys().stream()
                .filter(key -> !item.claimed.contains(key))
                .findFirst()
                .orElseThrow();
    }

    /** The same content again is the first result; anything else under the key is a conflict. */
    private Outcome known(Item item, @Nullable Row row, LedgerBatch batch) {
        if (row == null) return new Outcome.Busy();
        UUID memberId = row.getUUID("key_member");
        if (!memberId.equals(item.memberId())) return ofAnother(item, batch);
        LedgerEntry entry = EntryRows.entry(row, json);
        boolean same = Objects.equals(row.getLong("amount"), item.command().amount()) && isSame(item.command(), entry);
        return same ? new Outcome.Known(entry) : conflict(item);
    }

    /** After a merge the key may be with the account that answers now; that one is asked. */
    private Outcome ofAnother(Item item, LedgerBatch batch) {
        PointsAccount account = batch.accounts.get(item.memberId());
        if (account == null) return new Outcome.Busy();
        UUID mergedInto = account.standing().mergedInto();
        Command follows = mergedInto == null ? null : item.command().on(mergedInto);
        return follows == null ? conflict(item) : new Outcome.Moved(follows);
    }

    /** A refund by lines has no amount of its own: the lines tell whether it is the same. */
    private static boolean isSame(Command command, LedgerEntry entry) {
        return !(command.main() instanceof Command.ReverseAccrual reversal)
                || Set.copyOf(reversal.refund().lines())
                        .equals(Set.copyOf(entry.explanation().lineRefs()));
    }

    private Outcome conflict(Item item) {
        return refused(item, conflict(item.command().key().kind()).with());
    }

    Outcome.Refused refused(Item item, ProblemException problem) {
        IdempotencyRequest request = item.submission.request();
        boolean kept = request != null && problem.code().isKept();
        return new Outcome.Refused(
                problem,
                kept ? answers.refusal(Objects.requireNonNull(request), problem).body() : null);
    }

    private static ProblemCode conflict(EntryType kind) {
        return switch (kind) {
            case ACCRUAL_REVERSAL, REDEMPTION_REVERSAL, TRANSFER_OUT_REVERSAL, MERGE_OUT_REVERSAL ->
                ProblemCode.REFUND_ALREADY_BOOKED;
            case CAPTURE, RELEASE -> ProblemCode.HOLD_NOT_OPEN;
            default -> ProblemCode.ORDER_ALREADY_CREDITED;
        };
    }

    private static BusinessKey key(Row row) {
        return new BusinessKey(
                row.getString("key_source"), row.getString("key_ref"), EntryType.valueOf(row.getString("key_kind")));
    }

    private static IdempotencyRequest request(Item item) {
        return Objects.requireNonNull(item.submission.request());
    }
}
