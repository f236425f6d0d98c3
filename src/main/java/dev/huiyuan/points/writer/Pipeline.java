package dev.huiyuan.points.writer;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;

/**
 * Statements that go over one plain SQL connection one behind the other without waiting for each other's answers. The
 * server runs them in order; when one fails, the rest of the transaction fails with it. Never for a Hibernate session.
 */
final class Pipeline {
    private final List<Uni<Object>> statements = new ArrayList<>();

    void add(Uni<?> statement) {
        statements.add(statement.map(done -> done));
    }

    /** Sends everything and waits for all answers; fails with the first failure. */
    Uni<Void> run() {
        if (statements.isEmpty()) return Uni.createFrom().voidItem();
        // join: subscribes to all at once, which is what sends them.
        return Uni.join().all(statements).andFailFast().replaceWithVoid();
    }
}
