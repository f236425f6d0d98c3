package dev.huiyuan.shared.idempotency;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * {@link Idempotency} for a batch in one transaction: keys are claimed in order by one statement, answers written by
 * another. The caller has made keys unique within the batch.
 */
@ApplicationScoped
public class IdempotencyBatch {
    private static final String CLAIM = """
            insert into idempotency_record (scope, key, request_hash, created_at)
            select * from unnest($1::text[], $2::text[], $3::bytea[], $4::timestamptz[])
            on conflict do nothing returning scope, key
            """;
    private static final String READ = """
            select scope, key, request_hash, status, body
            from idempotency_record join unnest($1::text[], $2::text[]) as asked (scope, key) using (scope, key)
            """;
    private static final String COMPLETE = """
            update idempotency_record r set status = a.status, body = a.body
            from unnest($1::text[], $2::text[], $3::integer[], $4::bytea[]) as a (scope, key, status, body)
            where r.scope = a.scope and r.key = a.key
            """;
    private static final String RELEASE = """
            delete from idempotency_record r using unnest($1::text[], $2::text[]) as a (scope, key)
            where r.scope = a.scope and r.key = a.key
            """;

    private final KeptAnswers answers;
    private final Clock clock;

    IdempotencyBatch(KeptAnswers answers, Clock clock) {
        this.answers = answers;
        this.clock = clock;
    }

    /** Whose key it is, of which route, and the key. */
    public record Key(String scope, String key) {
        /** A request's key. */
        public static Key of(IdempotencyRequest request) {
            return new Key(request.scope(), request.key());
        }
    }

    /**
     * An answer to a request that was claimed.
     *
     * @param request the request
     * @param answer its answer
     * @param kept whether it is kept for repetitions; otherwise the key is free again
     */
    public record Completed(IdempotencyRequest request, Answer answer, boolean kept) {}

    /**
     * Claims the keys of a batch.
     *
     * @return answers of requests that had one, or whose key belongs to another request; what is absent is claimed
     */
    public Uni<Map<Key, Answer>> claim(SqlConnection connection, Collection<IdempotencyRequest> requests) {
        List<IdempotencyRequest> sorted = requests.stream()
                .sorted(Comparator.comparing(IdempotencyRequest::scope).thenComparing(IdempotencyRequest::key))
                .toList();
        OffsetDateTime now = timestamp(clock.instant());
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(
                        column(sorted, String[]::new, IdempotencyRequest::scope),
                        column(sorted, String[]::new, IdempotencyRequest::key),
                        column(sorted, Buffer[]::new, request -> Buffer.buffer(request.hash())),
                        column(sorted, OffsetDateTime[]::new, request -> now)))
                .map(rows -> {
                    Map<Key, IdempotencyRequest> left = new HashMap<>();
                    sorted.forEach(request -> left.put(Key.of(request), request));
                    rows.forEach(row -> left.remove(key(row)));
                    return left;
                })
                .chain(left -> read(connection, left));
    }

    /** In a statement of its own: it sees what the conflicting transactions have committed. */
    private Uni<Map<Key, Answer>> read(SqlConnection connection, Map<Key, IdempotencyRequest> taken) {
        if (taken.isEmpty()) return Uni.createFrom().item(Map.of());
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(
                        column(taken.keySet(), String[]::new, Key::scope),
                        column(taken.keySet(), String[]::new, Key::key)))
                .map(rows -> {
                    Map<Key, Answer> earlier = new HashMap<>();
                    rows.forEach(row -> earlier.put(key(row), stored(taken, row)));
                    return earlier;
                });
    }

    private Answer stored(Map<Key, IdempotencyRequest> taken, Row row) {
        IdempotencyRequest request = java.util.Objects.requireNonNull(taken.get(key(row)));
        if (!Arrays.equals(row.getBuffer("request_hash").getBytes(), request.hash())) {
            return answers.refusal(request, ProblemCode.IDEMPOTENCY_KEY_REUSED.with());
        }
        byte[] body = answers.open(request, row.getBuffer("body").getBytes());
        return new Answer(row.getInteger("status"), body, true);
    }

    /** Writes the answers of claimed requests. */
    public Uni<Void> complete(SqlConnection connection, List<Completed> completed) {
        List<Completed> kept = completed.stream().filter(Completed::kept).toList();
        List<Completed> released = completed.stream().filter(c -> !c.kept()).toList();
        return keep(connection, kept).chain(() -> release(connection, released));
    }

    private Uni<Void> keep(SqlConnection connection, List<Completed> kept) {
        if (kept.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(COMPLETE)
                .execute(Tuple.of(
                        column(kept, String[]::new, c -> c.request().scope()),
                        column(kept, String[]::new, c -> c.request().key()),
                        column(kept, Integer[]::new, c -> c.answer().status()),
                        column(
                                kept,
                                Buffer[]::new,
                                c -> answers.seal(c.request(), c.answer().body()))))
                .replaceWithVoid();
    }

    private Uni<Void> release(SqlConnection connection, List<Completed> released) {
        if (released.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(RELEASE)
                .execute(Tuple.of(
                        column(released, String[]::new, c -> c.request().scope()),
                        column(released, String[]::new, c -> c.request().key())))
                .replaceWithVoid();
    }

    private static Key key(Row row) {
        return new Key(row.getString("scope"), row.getString("key"));
    }

    private static <T, V> V[] column(Collection<T> rows, IntFunction<V[]> array, Function<T, V> value) {
        return rows.stream().map(value).toArray(array);
    }
}
