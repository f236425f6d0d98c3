package dev.huiyuan.shared.idempotency;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Does a piece of work once per key: key, hash of the request and answer are stored in the transaction of the effect.
 * The same request again gets the same answer; requests that run at the same time wait for the first one.
 */
@ApplicationScoped
public class Idempotency {
    private static final String CLAIM = """
            insert into idempotency_record (scope, key, request_hash, created_at) values ($1, $2, $3, $4)
            on conflict do nothing
            """;
    private static final String COMPLETE =
            "update idempotency_record set status = $3, body = $4 where scope = $1 and key = $2";
    private static final String KEEP_REFUSAL = """
            insert into idempotency_record (scope, key, request_hash, status, body, created_at)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """;
    private static final String READ =
            "select request_hash, status, body from idempotency_record where scope = $1 and key = $2";
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private final Transactions transactions;
    private final KeptAnswers answers;
    private final Json json;
    private final Clock clock;
    private final ConcurrentHashMap<String, Running> running = new ConcurrentHashMap<>();

    public Idempotency(Transactions transactions, KeptAnswers answers, Json json, Clock clock) {
        this.transactions = transactions;
        this.answers = answers;
        this.json = json;
        this.clock = clock;
    }

    private record Running(byte[] hash, Uni<Answer> answer) {}

    /**
     * Does the work, or repeats the answer that it had.
     *
     * @param request the request under its key
     * @param status the HTTP status of success
     * @param work writes the effect on the given connection and returns the answer's body, a record written as JSON
     * @return the answer; a refusal by a business rule is an answer too; problems {@code idempotency-key-reused} for
     *     another request under the same key and {@code idempotency-in-progress} when the first one takes too long
     */
    public Uni<Answer> run(IdempotencyRequest request, int status, Function<SqlConnection, Uni<?>> work) {
        return run(request, connection -> work.apply(connection).map(body -> new Done(status, body)));
    }

    /** The same for work that decides itself which success it is. */
    public Uni<Answer> run(IdempotencyRequest request, Function<SqlConnection, Uni<Done>> work) {
        String id = request.scope() + '\n' + request.key();
        Running mine = new Running(
                request.hash(),
                Uni.createFrom()
                        .deferred(() -> runOnce(request, work))
                        .onTermination()
                        .invoke(() -> running.remove(id))
                        .memoize()
                        .indefinitely());
        Running first = running.putIfAbsent(id, mine);
        if (first == null) return mine.answer;
        if (!Arrays.equals(first.hash, request.hash())) return refused(ProblemCode.IDEMPOTENCY_KEY_REUSED.with());
        return first.answer.map(Answer::asReplay);
    }

    private Uni<Answer> runOnce(IdempotencyRequest request, Function<SqlConnection, Uni<Done>> work) {
        return transactions
                .run(connection -> claim(connection, request)
                        .chain(claimed -> claimed ? effect(connection, request, work) : replay(connection, request)))
                .onFailure(Idempotency::isKeptRefusal)
                .recoverWithUni(refusal -> keep(request, (ProblemException) refusal));
    }

    private Uni<Boolean> claim(SqlConnection connection, IdempotencyRequest request) {
        return connection
                .preparedQuery(CLAIM)
                .execute(Tuple.of(
                        request.scope(), request.key(), Buffer.buffer(request.hash()), timestamp(clock.instant())))
                .map(rows -> rows.rowCount() == 1)
                .onFailure(Idempotency::isLockTimeout)
                .transform(timeout -> ProblemCode.IDEMPOTENCY_IN_PROGRESS.with().retryAfter(1));
    }

    private Uni<Answer> effect(
            SqlConnection connection, IdempotencyRequest request, Function<SqlConnection, Uni<Done>> work) {
        return work.apply(connection)
                .map(done -> new Answer(done.status(), json.bytes(done.body()), false))
                .call(answer -> connection
                        .preparedQuery(COMPLETE)
                        .execute(Tuple.of(
                                request.scope(),
                                request.key(),
                                answer.status(),
                                answers.seal(request, answer.body()))));
    }

    private Uni<Answer> replay(SqlConnection connection, IdempotencyRequest request) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(request.scope(), request.key()))
                .map(rows -> stored(request, rows));
    }

    private Answer stored(IdempotencyRequest request, RowSet<Row> rows) {
        if (!rows.iterator().hasNext())
            throw ProblemCode.IDEMPOTENCY_IN_PROGRESS.with().retryAfter(1);
        Row row = rows.iterator().next();
        if (!Arrays.equals(row.getBuffer("request_hash").getBytes(), request.hash())) {
            throw ProblemCode.IDEMPOTENCY_KEY_REUSED.with();
        }
        return new Answer(
                row.getInteger("status"),
                answers.open(request, row.getBuffer("body").getBytes()),
                true);
    }

    /** A refusal rolled the work back; it is kept in a transaction of its own, unless a parallel one was first. */
    private Uni<Answer> keep(IdempotencyRequest request, ProblemException refusal) {
        Answer answer = answers.refusal(request, refusal);
        return transactions.run(connection -> connection
                .preparedQuery(KEEP_REFUSAL)
                .execute(Tuple.of(
                        request.scope(),
                        request.key(),
                        Buffer.buffer(request.hash()),
                        answer.status(),
                        answers.seal(request, answer.body()),
                        timestamp(clock.instant())))
                .chain(rows -> rows.rowCount() == 1 ? Uni.createFrom().item(answer) : replay(connection, request)));
    }

    private static boolean isKeptRefusal(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.code().isKept();
    }

    private static boolean isLockTimeout(Throwable failure) {
        return failure instanceof PgException e && LOCK_NOT_AVAILABLE.equals(e.getSqlState());
    }

    private static <T> Uni<T> refused(ProblemException refusal) {
        return Uni.createFrom().failure(refusal);
    }
}
