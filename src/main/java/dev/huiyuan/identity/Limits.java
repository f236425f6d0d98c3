package dev.huiyuan.identity;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.crypto.BlindIndex;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Counts what may be done a few times only, exactly and for all instances. Counted before the deed, so that many at
 * once get no further than one after another.
 */
@ApplicationScoped
class Limits {
    private static final String TAKE = """
            insert into identity_limit as l (kind, subject, used, resets_at) values ($1, $2, 1, $3)
            on conflict (kind, subject) do update set
                used = case when l.resets_at <= $4 then 1 else l.used + 1 end,
                resets_at = case when $5 or l.resets_at <= $4 then excluded.resets_at else l.resets_at end
            where l.resets_at <= $4 or l.used < $6
            returning used
            """;
    private static final String READ = "select resets_at from identity_limit where kind = $1 and subject = $2";
    private static final String GIVE_BACK = """
            with last as (delete from identity_limit where kind = $1 and subject = $2 and used = 1)
            update identity_limit set used = used - 1 where kind = $1 and subject = $2 and used > 1
            """;
    private static final String FORGET = "delete from identity_limit where kind = $1 and subject = $2";

    private final BlindIndex hashes;
    private final Clock clock;

    Limits(BlindIndex hashes, Clock clock) {
        this.hashes = hashes;
        this.clock = clock;
    }

    /**
     * A limit.
     *
     * @param kind its name
     * @param most how often something may be done
     * @param window in which time, from the first one on
     * @param extended whether each one starts the time anew
     */
    record Limit(String kind, int most, Duration window, boolean extended) {}

    /** Counts one, in the caller's transaction; problem {@code too-many-requests} past the limit. */
    Uni<Void> take(SqlConnection connection, Limit limit, String subject) {
        Instant now = clock.instant();
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.from(Arrays.asList(
                        limit.kind(),
                        hash(limit.kind(), subject),
                        timestamp(now.plus(limit.window())),
                        timestamp(now),
                        limit.extended(),
                        limit.most())))
                .chain(rows -> rows.rowCount() == 1 ? Uni.createFrom().voidItem() : refuse(connection, limit, subject));
    }

    /** Takes one back that was counted, in the caller's transaction. */
    Uni<Void> giveBack(SqlConnection connection, Limit limit, String subject) {
        return connection
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(limit.kind(), hash(limit.kind(), subject)))
                .replaceWithVoid();
    }

    /** Starts anew, in the caller's transaction. */
    Uni<Void> forget(SqlConnection connection, Limit limit, String subject) {
        return connection
                .preparedQuery(FORGET)
                .execute(Tuple.of(limit.kind(), hash(limit.kind(), subject)))
                .replaceWithVoid();
    }

    private Uni<Void> refuse(SqlConnection connection, Limit limit, String subject) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(limit.kind(), hash(limit.kind(), subject)))
                .map(rows -> {
                    throw ProblemCode.TOO_MANY_REQUESTS.with().retryAfter(secondsLeft(rows));
                });
    }

    private int secondsLeft(RowSet<Row> rows) {
        for (Row row : rows) {
            Duration left = Duration.between(clock.instant(), instant(row, "resets_at"));
            return (int) Math.max(1, left.toSeconds() + 1);
        }
        return 1;
    }

    private Buffer hash(String kind, String subject) {
        return Buffer.buffer(hashes.hash("limit-" + kind, subject));
    }
}
