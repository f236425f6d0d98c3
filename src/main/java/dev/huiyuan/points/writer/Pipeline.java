package dev.huiyuan.points.writer;

import dev.huiyuan.shared.sql.SilenceCut;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.pgclient.PgException;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that go over one plain SQL connection one behind the other without waiting for each other's answers. The
 * server runs them in order; when one fails, the rest of the transaction fails with it. Never for a Hibernate session.
 */
final class Pipeline {
    private final List<Uni<Object>> statements = new ArrayList<>();
    private int answered;
    /** Whether the client could not send a statement, or has lost the connection. */
    private boolean unsent;

    /** Adds a statement, or several that are sent at once: none that waits for the answer to another. */
    void add(Uni<?> statement) {
        statements.add(statement.map(done -> done));
    }

    /** Sends everything and waits for all answers; fails with the first failure. */
    Uni<Void> run() {
        if (statements.isEmpty()) return Uni.createFrom().voidItem();
        // join: subscribes to all at once, which is what sends them.
        return Uni.join().all(statements).andFailFast().replaceWithVoid();
    }

    /**
     * Sends everything and a COMMIT behind it, and waits for all answers. Where a statement fails this fails with it, and
     * nothing is committed: the server takes the COMMIT for a rollback, and a statement that the client itself cannot
     * send takes the connection with it before the COMMIT goes out.
     */
    Uni<Void> runAndCommit(SqlConnection connection) {
        List<Uni<Object>> all = new ArrayList<>(statements.size() + 1);
        for (Uni<Object> statement : statements) {
            all.add(statement
                    .invoke(() -> answered++)
                    .onFailure(failure -> !(failure instanceof PgException))
                    .invoke(unsent -> cut(connection)));
        }
        // deferred: not even queued behind a statement that has failed already.
        all.add(Uni.createFrom().deferred(() -> commit(connection)));
        // join: subscribes to all at once, which is what sends them.
        return Uni.join().all(all).andFailFast().replaceWithVoid();
    }

    private void cut(SqlConnection connection) {
        unsent = true;
        SilenceCut.cut(connection);
    }

    private Uni<Object> commit(SqlConnection connection) {
        if (unsent) return Uni.createFrom().failure(new IllegalStateException("nothing to commit"));
        return connection.query("commit").execute().invoke(this::requireAnswers).map(done -> done);
    }

    /** Answers come in order: what has none yet was not sent before the COMMIT. */
    private void requireAnswers() {
        if (answered < statements.size()) throw new IllegalStateException("a statement comes after its commit");
    }
}
