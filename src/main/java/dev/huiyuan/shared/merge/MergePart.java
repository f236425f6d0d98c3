package dev.huiyuan.shared.merge;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.UUID;

/** What a capability does when two accounts of one person become one. All beans of this type are asked. */
public interface MergePart {
    /**
     * Merges what the capability keeps for the two. Doing it twice changes nothing.
     *
     * @param connection the merge's connection, in its transaction, after the points have moved
     * @param fromId the account that ends
     * @param intoId the account that goes on
     */
    Uni<Void> merged(SqlConnection connection, UUID fromId, UUID intoId);

    /** Undoes that. */
    Uni<Void> separated(SqlConnection connection, UUID fromId, UUID intoId);
}
