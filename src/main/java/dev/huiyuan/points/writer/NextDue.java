package dev.huiyuan.points.writer;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Reads when accounts change by themselves next, beyond what is due already. */
@ApplicationScoped
class NextDue {
    private static final String READ = """
            select member_id, min(due_at) as due_at from (
                select l.member_id,
            """ + LotRows.DUE_AT + """
                as due_at from points_lot l where l.member_id = any($1) and l.open
                union all select member_id, expires_at from points_hold where member_id = any($1) and state = 'OPEN'
                union all select member_id, sliding_expires_at from points_account where member_id = any($1)) d
            where due_at > $2 group by member_id
            """;

    NextDue() {}

    /** Adds the read to a pipeline; a member for whom nothing comes is left out. */
    void addTo(
            Pipeline pipeline,
            SqlConnection connection,
            LedgerBatch batch,
            Collection<UUID> members,
            Map<UUID, Instant> changesAt) {
        pipeline.add(connection
                .preparedQuery(READ)
                .execute(Tuple.of(members.toArray(UUID[]::new), timestamp(batch.now)))
                .invoke(rows -> rows.forEach(row -> changesAt.put(row.getUUID("member_id"), instant(row, "due_at")))));
    }
}
