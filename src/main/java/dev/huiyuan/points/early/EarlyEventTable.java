package dev.huiyuan.points.early;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import dev.huiyuan.points.writer.EarlyEvent;
import dev.huiyuan.shared.id.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The kept early events, as staff see them. */
@ApplicationScoped
class EarlyEventTable {
    private static final String PAGE = """
            select id, source, ref, kind, event_ref, amount_fen, lines, completed_at, reason, actor, received_at, refused
            from points_early_event
            where id < $1 and ($2::boolean is null or (refused is not null) = $2) order by id desc limit $3
            """;
    private static final String COUNT = """
            select count(*) filter (where refused is null) as waiting, count(refused) as refused from points_early_event
            """;
    private static final String CLEAN = """
            delete from points_early_event where id = any(array(
                select id from points_early_event where id < $1 order by id limit $2 for update skip locked))
            """;

    private final Pool pool;

    EarlyEventTable(Pool pool) {
        this.pool = pool;
    }

    /** How many there are. */
    record Counts(long waiting, long refused) {}

    /** Events before an id, the latest first. */
    Uni<List<EarlyEventResponse>> page(@Nullable EarlyEventState state, UUID before, int limit, ZoneId zone) {
        Boolean refused = state == null ? null : state == EarlyEventState.REFUSED;
        return pool.preparedQuery(PAGE)
                .execute(Tuple.from(Arrays.asList(before, refused, limit)))
                .map(rows -> rows.stream().map(row -> event(row, zone)).toList());
    }

    Uni<Counts> count() {
        return pool.preparedQuery(COUNT).execute().map(rows -> {
            Row row = rows.iterator().next();
            return new Counts(row.getLong("waiting"), row.getLong("refused"));
        });
    }

    /** Deletes what came before an instant, at most so many; returns how many. */
    Uni<Integer> clean(Instant before, int limit) {
        return pool.preparedQuery(CLEAN)
                .execute(Tuple.of(Ids.lowest(before), limit))
                .map(rows -> rows.rowCount());
    }

    private static EarlyEventResponse event(Row row, ZoneId zone) {
        EarlyEvent.Kind kind = EarlyEvent.Kind.valueOf(row.getString("kind"));
        Instant completedAt = instantOrNull(row, "completed_at");
        String refused = row.getString("refused");
        return new EarlyEventResponse(
                row.getUUID("id"),
                row.getString("source"),
                row.getString("ref"),
                kind,
                kind == EarlyEvent.Kind.REFUND ? row.getString("event_ref") : null,
                row.getLong("amount_fen"),
                List.of(row.getArrayOfStrings("lines")),
                completedAt == null ? null : completedAt.atZone(zone).toOffsetDateTime(),
                row.getString("reason"),
                row.getString("actor"),
                instant(row, "received_at").atZone(zone).toOffsetDateTime(),
                refused == null ? EarlyEventState.WAITING : EarlyEventState.REFUSED,
                refused);
    }
}
