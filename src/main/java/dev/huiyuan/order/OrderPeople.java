package dev.huiyuan.order;

import dev.huiyuan.shared.merge.MergePart;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Remembers which accounts are of one person: the one that goes on sees the orders of the others. */
@ApplicationScoped
class OrderPeople implements MergePart {
    private static final String MERGE =
            "insert into order_alias (member_id, into_id) values ($1, $2) on conflict do nothing";
    private static final String SEPARATE = "delete from order_alias where member_id = $1 and into_id = $2";

    @Override
    public Uni<Void> merged(SqlConnection connection, UUID fromId, UUID intoId) {
        return connection.preparedQuery(MERGE).execute(Tuple.of(fromId, intoId)).replaceWithVoid();
    }

    @Override
    public Uni<Void> separated(SqlConnection connection, UUID fromId, UUID intoId) {
        return connection
                .preparedQuery(SEPARATE)
                .execute(Tuple.of(fromId, intoId))
                .replaceWithVoid();
    }
}
