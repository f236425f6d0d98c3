package dev.huiyuan.points.correction;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Which accounts were merged. The ledger writes it. */
@ApplicationScoped
class MergeTable {
    private static final String READ =
            "select id, from_id, into_id, in_entry_id, undone_by is not null as undone from points_merge where id = $1";

    /**
     * A merge.
     *
     * @param entryId the entry with which the points left
     * @param fromId the account that ended
     * @param intoId the account that went on
     * @param inEntryId the entry with which the points arrived
     * @param undone whether it was undone
     */
    record Merge(UUID entryId, UUID fromId, UUID intoId, UUID inEntryId, boolean undone) {}

    Uni<Optional<Merge>> find(SqlConnection connection, UUID entryId) {
        return connection
                .preparedQuery(READ)
                .execute(Tuple.of(entryId))
                .map(rows -> rows.stream()
                        .map(row -> new Merge(
                                row.getUUID("id"),
                                row.getUUID("from_id"),
                                row.getUUID("into_id"),
                                row.getUUID("in_entry_id"),
                                row.getBoolean("undone")))
                        .findFirst());
    }
}
