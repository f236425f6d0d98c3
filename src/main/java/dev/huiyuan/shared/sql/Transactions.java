package dev.huiyuan.shared.sql;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Runs work in one transaction (READ COMMITTED) on one connection of the SQL pool. */
@ApplicationScoped
public class Transactions {
    /** Deadlock and serialization failure: the work had no effect and may succeed the second time. */
    private static final Set<String> REPEATABLE = Set.of("40P01", "40001");

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final Logger LOG = Logger.getLogger(Transactions.class);

    private final Pool pool;

    public Transactions(Pool pool) {
        this.pool = pool;
    }

    /**
     * Runs work in a transaction: commits when it succeeds, rolls back when it fails. A deadlock is tried once more,
     * so the work must have no effect outside the database.
     *
     * @return what the work returned; problems {@code overloaded} when a lock could not be had in time or the database
     *     cannot do it now, {@code outcome-unknown} when the connection was lost on the way
     */
    public <T> Uni<T> run(Function<SqlConnection, Uni<T>> work) {
        return pool.withTransaction(work)
                .onFailure(Transactions::isRepeatable)
                .retry()
                .atMost(1)
                .onFailure(Transactions::isContention)
                .transform(contention -> ProblemCode.OVERLOADED.with().retryAfter(1))
                .onFailure(failure -> !(failure instanceof ProblemException))
                .transform(Transactions::orLoss);
    }

    private static Throwable orLoss(Throwable failure) {
        return DatabaseLoss.of(failure)
                .<Throwable>map(loss -> {
                    LOG.warnf("a transaction was lost (%s): %s", loss.code(), failure);
                    return loss.with().retryAfter(1);
                })
                .orElse(failure);
    }

    private static boolean isRepeatable(Throwable failure) {
        return failure instanceof PgException e && REPEATABLE.contains(e.getSqlState());
    }

    private static boolean isContention(Throwable failure) {
        return isRepeatable(failure) || failure instanceof PgException e && LOCK_NOT_AVAILABLE.equals(e.getSqlState());
    }
}
