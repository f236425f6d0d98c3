package dev.huiyuan.points.writer;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.util.Set;

/** What a failed batch tells about its effect, and so what may be done next. */
enum Failure {
    /** Nothing happened because others were in the way: once more, then 503. */
    CONTENTION,
    /** The connection is gone or of no use: if the commit was sent, nobody knows yet. */
    CONNECTION_LOST,
    /** Nothing happened because the server cannot do it now: 503. */
    UNAVAILABLE,
    /** Nothing happened because of something in the batch: it is bisected until the command fails alone. */
    POISON;

    private static final String UNIQUE_VIOLATION = "23505";
    private static final Set<String> CONTENTION_STATES = Set.of("40P01", "40001", "55P03");
    /** The session is over, timed out, or on a server that only reads (any more): another connection may do better. */
    private static final Set<String> LOST_STATES =
            Set.of("57P01", "57P02", "57P03", "57P05", "25006", "25P03", "25P04");

    static Failure of(Throwable failure) {
        if (failure instanceof PgException refused) return ofState(refused.getSqlState());
        // NoStackTraceThrowable: what the client says of a connection that was closed while nobody looked.
        boolean lost = failure instanceof VertxException
                || failure instanceof NoStackTraceThrowable
                || failure instanceof IOException
                || failure instanceof TimeoutException;
        return lost ? CONNECTION_LOST : POISON;
    }

    /** Whether somebody else wrote what may be there once: it can be seen now. */
    static boolean isTaken(Throwable failure) {
        return failure instanceof PgException refused && refused.getSqlState().equals(UNIQUE_VIOLATION);
    }

    private static Failure ofState(String state) {
        if (CONTENTION_STATES.contains(state)) return CONTENTION;
        if (LOST_STATES.contains(state) || state.startsWith("08")) return CONNECTION_LOST;
        if (state.startsWith("53") || state.startsWith("57")) return UNAVAILABLE;
        return POISON;
    }
}
