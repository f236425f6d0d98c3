package dev.huiyuan.points.audit;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The tables of audits: what each chunk found is added in the chunk's own transaction. */
@ApplicationScoped
class AuditRuns {
    private static final String OPEN =
            "insert into points_audit (id, started_at) values ($1, $2) on conflict (id) do nothing";
    /** Locks the audit's row until the commit: chunks that end at once add one after the other. */
    private static final String ADD = """
            update points_audit set members = members + $2, balance = balance + $3, keys = keys + $4,
                differences = differences + $5, more_differences = more_differences or $6
            where id = $1 returning differences - $5 as before
            """;

    private static final String ADD_TOTALS = """
            insert into points_audit_total (audit_id, type, entries, points)
            select $1, t.type, t.entries, t.points from unnest($2::text[], $3::bigint[], $4::bigint[])
                as t (type, entries, points) order by t.type
            on conflict (audit_id, type) do update
                set entries = points_audit_total.entries + excluded.entries,
                    points = points_audit_total.points + excluded.points
            """;
    private static final String KEEP = """
            insert into points_audit_difference (audit_id, id, member_id, rule, expected, actual)
            select $1, d.id, d.member_id, d.rule, d.expected, d.actual
            from unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[], $6::bigint[])
                as d (id, member_id, rule, expected, actual)
            """;
    private static final String FINISH = "update points_audit set finished_at = $2 where id = $1";
    private static final String COLUMNS = """
            select a.*, (select coalesce(jsonb_agg(jsonb_build_object('type', t.type, 'entries', t.entries,
                'points', t.points)), '[]')::text from points_audit_total t where t.audit_id = a.id) as totals
            from points_audit a
            """;
    private static final String READ = COLUMNS + "where a.id = $1";
    private static final String PAGE = COLUMNS + "where a.id < $1 order by a.id desc limit $2";
    private static final String LATEST =
            COLUMNS + "where a.finished_at is not null order by a.finished_at desc, a.id desc limit 1";
    private static final String DIFFERENCES = """
            select id, member_id, rule, expected, actual from points_audit_difference
            where audit_id = $1 and id < $2 order by id desc limit $3
            """;

    private final Pool pool;
    private final Ids ids;
    private final Clock clock;

    AuditRuns(Pool pool, Ids ids, Clock clock) {
        this.pool = pool;
        this.ids = ids;
        this.clock = clock;
    }

    /** A difference with the id by which it is listed. */
    record Kept(UUID id, AuditDifference difference) {}

    /** Makes the row of an audit that has none yet. */
    Uni<Void> open(UUID auditId) {
        return pool.preparedQuery(OPEN)
                .execute(Tuple.of(auditId, timestamp(clock.instant())))
                .replaceWithVoid();
    }

    /** Adds what a part of the book has shown. */
    Uni<Void> add(SqlConnection connection, UUID auditId, Findings found) {
        return connection
                .preparedQuery(ADD)
                .execute(Tuple.of(
                        auditId,
                        found.members(),
                        found.balance(),
                        found.keys(),
                        (long) found.differences().size(),
                        found.more()))
                .chain(rows ->
                        keep(connection, auditId, found, rows.iterator().next().getLong("before")))
                .chain(() -> addTotals(
                        connection, auditId, List.copyOf(found.totals().values())));
    }

    private Uni<Void> keep(SqlConnection connection, UUID auditId, Findings found, long before) {
        long room = Math.max(0, Findings.MAX_DIFFERENCES - before);
        List<AuditDifference> kept = found.differences().stream().limit(room).toList();
        if (kept.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(KEEP)
                .execute(Tuple.of(
                        auditId,
                        kept.stream().map(difference -> ids.next()).toArray(UUID[]::new),
                        kept.stream().map(AuditDifference::memberId).toArray(UUID[]::new),
                        kept.stream().map(AuditDifference::check).toArray(String[]::new),
                        kept.stream().map(AuditDifference::expected).toArray(Long[]::new),
                        kept.stream().map(AuditDifference::actual).toArray(Long[]::new)))
                .replaceWithVoid();
    }

    private static Uni<Void> addTotals(SqlConnection connection, UUID auditId, List<AuditTotal> totals) {
        if (totals.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(ADD_TOTALS)
                .execute(Tuple.of(
                        auditId,
                        totals.stream().map(total -> total.type().name()).toArray(String[]::new),
                        totals.stream().map(AuditTotal::entries).toArray(Long[]::new),
                        totals.stream().map(AuditTotal::points).toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** Ends an audit. */
    Uni<Void> finish(SqlConnection connection, UUID auditId) {
        return connection
                .preparedQuery(FINISH)
                .execute(Tuple.of(auditId, timestamp(clock.instant())))
                .replaceWithVoid();
    }

    /** An audit; problem {@code not-found} where there is none. */
    Uni<AuditRecord> read(SqlClient client, UUID auditId) {
        return client.preparedQuery(READ).execute(Tuple.of(auditId)).map(rows -> {
            List<AuditRecord> records = records(rows);
            if (records.isEmpty()) throw ProblemCode.NOT_FOUND.with();
            return records.getFirst();
        });
    }

    /** See {@link #read(SqlClient, UUID)}. */
    Uni<AuditRecord> read(UUID auditId) {
        return read(pool, auditId);
    }

    /** Audits before an id, newest first. */
    Uni<List<AuditRecord>> page(UUID before, int limit) {
        return pool.preparedQuery(PAGE).execute(Tuple.of(before, limit)).map(AuditRuns::records);
    }

    /** The audit that finished last; none or one. */
    Uni<List<AuditRecord>> latest() {
        return pool.query(LATEST).execute().map(AuditRuns::records);
    }

    /** The kept differences of an audit before an id. */
    Uni<List<Kept>> differences(UUID auditId, UUID before, int limit) {
        return pool.preparedQuery(DIFFERENCES)
                .execute(Tuple.of(auditId, before, limit))
                .map(rows -> {
                    List<Kept> kept = new ArrayList<>(rows.size());
                    for (Row row : rows) kept.add(kept(row));
                    return kept;
                });
    }

    private static Kept kept(Row row) {
        return new Kept(
                row.getUUID("id"),
                new AuditDifference(
                        row.getUUID("member_id"),
                        row.getString("rule"),
                        row.getLong("expected"),
                        row.getLong("actual")));
    }

    private static List<AuditRecord> records(RowSet<Row> rows) {
        List<AuditRecord> records = new ArrayList<>(rows.size());
        for (Row row : rows) {
            records.add(new AuditRecord(
                    row.getUUID("id"),
                    instant(row, "started_at"),
                    instantOrNull(row, "finished_at"),
                    row.getLong("members"),
                    row.getLong("balance"),
                    row.getLong("keys"),
                    AuditTotal.read(row.getString("totals")),
                    row.getLong("differences"),
                    row.getBoolean("more_differences")));
        }
        return records;
    }
}
