package dev.huiyuan.reward;

import dev.huiyuan.shared.merge.MergePart;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Remembers which accounts are of one person: the one that goes on sees what the others redeemed. Redemptions stay where
 * their points were spent, so that undoing a merge has nothing to bring back.
 */
@ApplicationScoped
class RewardPeople implements MergePart {
    private static final String MERGE =
            "insert into reward_alias (member_id, into_id) values ($1, $2) on conflict do nothing";
    private static final String SEPARATE = "delete from reward_alias where member_id = $1 and into_id = $2";

    RewardPeople() {}

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
