package dev.huiyuan.points.audit;

import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.job.ChunkSource;
import dev.huiyuan.shared.job.JobPlans;
import dev.huiyuan.shared.ledger.LedgerCheck;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Checks a part of the book, in the caller's transaction. A range is screened in one statement and so seen at one
 * instant while the ledger goes on. Only in one that is not sound the members are looked at one by one, and only those
 * who are not in order are followed entry by entry.
 */
@ApplicationScoped
class AuditChecks {
    private static final String MEMBERS = "MEMBERS";
    private static final String KEYS = "KEYS";
    private static final int ROWS = Findings.MAX_DIFFERENCES + 1;

    private final AuditConfig config;
    private final List<LedgerCheck> others;

    AuditChecks(AuditConfig config, @Any Instance<LedgerCheck> others) {
        this.config = config;
        this.others = others.stream().toList();
    }

    /** What is checked of the whole book, in this order: members, then business keys in the order of time. */
    List<ChunkSource> sources() {
        return List.of(
                // By entries and not by members: what a member costs is the number of entries.
                new ChunkSource(MEMBERS, "points_entry", "member_id", config.entriesPerRange()),
                new ChunkSource(KEYS, "points_entry", "id", config.keysPerRange()));
    }

    /** Checks a range. */
    Uni<Findings> check(SqlConnection connection, Chunk chunk) {
        return prepare(connection).chain(() -> switch (chunk.part()) {
            case MEMBERS -> members(connection, chunk).chain(found -> others(connection, chunk, found));
            case KEYS -> keys(connection, chunk);
            default -> throw new IllegalArgumentException(chunk.part());
        });
    }

    /** Checks one member with business keys. */
    Uni<Findings> check(SqlConnection connection, UUID memberId) {
        Chunk chunk = new Chunk(MEMBERS, before(memberId), memberId);
        return prepare(connection)
                .chain(() -> screen(connection, chunk))
                .chain(screened -> name(connection, new UUID[] {memberId}, true).map(screened.findings()::plus))
                .chain(found -> others(connection, chunk, found));
    }

    /** Adds what other capabilities find in a range. */
    private Uni<Findings> others(SqlConnection connection, Chunk chunk, Findings found) {
        Uni<Findings> all = Uni.createFrom().item(found);
        for (LedgerCheck other : others) {
            all = all.chain(sum -> other.check(connection, chunk.after(), chunk.upTo(), ROWS)
                    .map(differences -> sum.plus(Findings.of(
                            differences.stream().map(AuditDifference::of).toList(), 0))));
        }
        return all;
    }

    /** The id before an id, so that a range can have one member. */
    private static UUID before(UUID id) {
        long low = id.getLeastSignificantBits() - 1;
        return new UUID(low == -1 ? id.getMostSignificantBits() - 1 : id.getMostSignificantBits(), low);
    }

    private Uni<Void> prepare(SqlConnection connection) {
        return JobPlans.reading(connection, config.workMemory(), config.statementTimeout());
    }

    private static Uni<Findings> members(SqlConnection connection, Chunk chunk) {
        return screen(connection, chunk)
                .chain(screened -> screened.sound()
                        ? Uni.createFrom().item(screened.findings())
                        : suspects(connection, chunk).map(screened.findings()::plus));
    }

    /** What a range holds, and whether it is in order. */
    private record Screened(Findings findings, boolean sound) {}

    private static Uni<Screened> screen(SqlConnection connection, Chunk chunk) {
        return connection
                .preparedQuery(AuditFingerprint.STATEMENT)
                .execute(Tuple.of(chunk.after(), chunk.upTo()))
                .map(rows -> screened(rows.iterator().next()));
    }

    private static Screened screened(Row row) {
        Map<EntryType, AuditTotal> totals = new EnumMap<>(EntryType.class);
        for (AuditTotal total : AuditTotal.read(row.getString("totals"))) totals.put(total.type(), total);
        return new Screened(
                new Findings(row.getLong("members"), row.getLong("balance"), 0, totals, List.of(), false),
                row.getBoolean("sound"));
    }

    private static Uni<Findings> suspects(SqlConnection connection, Chunk chunk) {
        return connection
                .preparedQuery(AuditStatements.SUSPECTS)
                .execute(Tuple.of(chunk.after(), chunk.upTo(), (long) Findings.MAX_DIFFERENCES))
                .chain(rows -> {
                    List<UUID> suspects = new ArrayList<>(rows.size());
                    boolean more = false;
                    for (Row row : rows) {
                        suspects.add(row.getUUID("member_id"));
                        more = row.getLong("suspects") > Findings.MAX_DIFFERENCES;
                    }
                    Findings limited = new Findings(0, 0, 0, Map.of(), List.of(), more);
                    return name(connection, suspects.toArray(UUID[]::new), false)
                            .map(limited::plus);
                });
    }

    private static Uni<Findings> name(SqlConnection connection, UUID[] members, boolean withKeys) {
        return connection
                .preparedQuery(AuditStatements.NAME)
                .execute(Tuple.of(members, withKeys, (long) ROWS))
                .map(rows -> Findings.of(differences(rows), 0));
    }

    private static Uni<Findings> keys(SqlConnection connection, Chunk chunk) {
        Tuple range = Tuple.of(chunk.after(), chunk.upTo());
        Tuple limited = Tuple.of(chunk.after(), chunk.upTo(), (long) ROWS);
        return connection
                .preparedQuery(AuditKeyStatements.SCREEN)
                .execute(range)
                .map(rows -> rows.iterator().next())
                .chain(screened -> apart(connection, screened, limited)
                        .map(differences -> Findings.of(differences, screened.getLong("keys"))))
                .chain(findings -> connection
                        .preparedQuery(AuditKeyStatements.PAIRS)
                        .execute(limited)
                        .map(rows -> findings.plus(Findings.of(differences(rows), 0))));
    }

    private static Uni<List<AuditDifference>> apart(SqlConnection connection, Row screened, Tuple limited) {
        boolean same =
                screened.getBoolean("alike") && screened.getLong("entries").equals(screened.getLong("keys"));
        if (same) return Uni.createFrom().item(List.of());
        return connection
                .preparedQuery(AuditKeyStatements.NAME)
                .execute(limited)
                .map(AuditChecks::differences);
    }

    private static List<AuditDifference> differences(RowSet<Row> rows) {
        List<AuditDifference> differences = new ArrayList<>(rows.size());
        for (Row row : rows) {
            differences.add(new AuditDifference(
                    row.getUUID("member_id"), row.getString("what"), row.getLong("expected"), row.getLong("actual")));
        }
        return differences;
    }
}
