package dev.huiyuan.shared.sql;

import dev.huiyuan.shared.problem.ProblemCode;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a failure of the SQL client means for a caller whose transaction it ended. */
final class DatabaseLoss {
    /** What the client says when no connection of the pool became free in time. */
    private static final String NO_CONNECTION = "Timeout";
    /** A session that timed out in its transaction, and a server that only reads. */
    private static final Set<String> REFUSED_STATES = Set.of("25006", "25P03", "25P04");

    private DatabaseLoss() {}

    /**
     * The problem that a failure is.
     *
     * @return {@code overloaded} where nothing can have happened, {@code outcome-unknown} where the connection was lost
     *     and perhaps with it the answer to the commit; empty for every other failure
     */
    static Optional<ProblemCode> of(Throwable failure) {
        if (failure instanceof PgException refused) {
            return refuses(refused.getSqlState()) ? Optional.of(ProblemCode.OVERLOADED) : Optional.empty();
        }
        if (isWithoutConnection(failure)) return Optional.of(ProblemCode.OVERLOADED);
        // NoStackTraceThrowable: what the client says of a connection that was closed while nobody looked.
        boolean lost = failure instanceof VertxException
                || failure instanceof NoStackTraceThrowable
                || failure instanceof IOException;
        return lost ? Optional.of(ProblemCode.OUTCOME_UNKNOWN) : Optional.empty();
    }

    /** The server said so itself, so it did not commit: out of resources, shutting down, cancelled, cut off. */
    private static boolean refuses(@Nullable String state) {
        return state != null
                && (state.startsWith("53")
                        || state.startsWith("57")
                        || state.startsWith("08")
                        || REFUSED_STATES.contains(state));
    }

    private static boolean isWithoutConnection(Throwable failure) {
        @Nullable String message = failure.getMessage();
        return failure instanceof ConnectException
                || failure instanceof UnknownHostException
                || (failure instanceof NoStackTraceThrowable || failure instanceof VertxException)
                        && message != null
                        && message.startsWith(NO_CONNECTION);
    }
}
