package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Business keys of orders that a transaction claims for the moment: an order that is being booked is waited for, and one
 * that comes later waits. The row itself is gone when the transaction ends.
 */
@ApplicationScoped
public class OrderKeys {
    private static final UUID NOBODY = new UUID(0, 0);
    private static final String TAKE = """
            insert into business_key (source, ref, kind, member_id, entry_id) values ($1, $2, $3, $4, $5)
            on conflict do nothing
            """;
    private static final String FREE = "delete from business_key where source = $1 and ref = $2 and kind = $3";

    private final Ids ids;

    OrderKeys(Ids ids) {
        this.ids = ids;
    }

    /**
     * Claims a key until it is freed, which the same transaction must do.
     *
     * @return false where it is somebody's
     */
    public Uni<Boolean> take(SqlConnection connection, BusinessKey key) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(key.source(), key.ref(), key.kind().name(), NOBODY, ids.next()))
                .map(taken -> taken.rowCount() == 1);
    }

    /** Gives a claimed key back: others wait for it until the transaction ends. */
    public Uni<Void> free(SqlConnection connection, BusinessKey key) {
        return connection
                .preparedQuery(FREE)
                .execute(Tuple.of(key.source(), key.ref(), key.kind().name()))
                .replaceWithVoid();
    }
}
