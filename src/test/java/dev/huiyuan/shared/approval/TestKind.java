package dev.huiyuan.shared.approval;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** Something to approve whose effect tests can see and have refused: a row that nobody else reads. */
@Singleton
class TestKind implements ApprovalKind {
    static final String KIND = "test-kind";

    final List<UUID> visible = new CopyOnWriteArrayList<>();
    final List<UUID> closed = new CopyOnWriteArrayList<>();
    volatile boolean refuses;

    @Override
    public String name() {
        return KIND;
    }

    @Override
    public Set<String> deciders() {
        return Set.of(Role.MANAGER, Role.ADMIN);
    }

    /** The effect is a row that commits or does not with the decision. */
    @Override
    public Uni<?> apply(SqlConnection connection, Approval approval, Caller approver) {
        return connection
                .preparedQuery("insert into idempotency_record (scope, key, request_hash, created_at) values"
                        + " ('test-kind', $1, sha256('test'), now())")
                .execute(Tuple.of(approval.id().toString()))
                .map(rows -> {
                    if (refuses) throw ProblemCode.POINTS_INSUFFICIENT.with(0);
                    return Map.of("asked", new JsonObject(approval.payload()).getInteger("figure"));
                });
    }

    @Override
    public Uni<Void> reject(SqlConnection connection, Approval approval) {
        closed.add(approval.id());
        return Uni.createFrom().voidItem();
    }

    @Override
    public Uni<Void> expire(SqlConnection connection, List<Approval> approvals) {
        approvals.forEach(approval -> closed.add(approval.id()));
        return Uni.createFrom().voidItem();
    }

    @Override
    public void afterCommit(Approval approval) {
        visible.add(approval.id());
    }
}
