package dev.huiyuan.points;

import dev.huiyuan.points.core.EntryType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks the books: a range of members a statement, so that each range is seen at one instant while the ledger goes on.
 */
@ApplicationScoped
class LedgerAudit {
    private static final int MEMBERS_AT_ONCE = 10_000;
    private static final int KEYS_AT_ONCE = 20_000;
    private static final int MAX_DIFFERENCES = 1_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final Pool pool;

    LedgerAudit(Pool pool) {
        this.pool = pool;
    }

    /** The state of one run. */
    private static final class Run {
        final @Nullable UUID memberId;
        final List<AuditDifference> differences = new ArrayList<>();
        final Map<EntryType, AuditTotal> totals = new EnumMap<>(EntryType.class);
        UUID after = FIRST;
        String source = "";
        String ref = "";
        String kind = "";
        long members;
        long balance;
        boolean done;

        Run(@Nullable UUID memberId) {
            this.memberId = memberId;
        }

        void differ(@Nullable UUID member, String check, long expected, long actual) {
            if (differences.size() <= MAX_DIFFERENCES) {
                differences.add(new AuditDifference(member, check, expected, actual));
            }
        }
    }

    /**
     * Checks everything, or one member.
     *
     * @param memberId whose books; null for all
     */
    Uni<AuditResponse> run(@Nullable UUID memberId) {
        Run run = new Run(memberId);
        return until(run, this::checkMembers)
                .chain(() -> {
                    run.done = memberId != null;
                    return run.done ? Uni.createFrom().voidItem() : until(run, this::checkKeys);
                })
                .map(done -> response(run));
    }

    private static Uni<Void> until(Run run, Function<Run, Uni<Void>> step) {
        // repeat: a chain over every range would grow with the number of members.
        return Uni.createFrom()
                .deferred(() -> step.apply(run).replaceWith(run))
                .repeat()
                .until(state -> state.done)
                .collect()
                .last()
                .replaceWithVoid();
    }

    private Uni<Void> checkMembers(Run run) {
        return pool.preparedQuery(AuditStatements.MEMBERS)
                .execute(Tuple.of(run.after, run.memberId, MEMBERS_AT_ONCE))
                .invoke(rows -> takeMembers(run, rows))
                .replaceWithVoid();
    }

    private static void takeMembers(Run run, RowSet<Row> rows) {
        long count = 0;
        for (Row row : rows) {
            String what = row.getString("what");
            if (what.equals(AuditStatements.RANGE)) {
                count = row.getLong("expected");
                run.members += count;
                run.balance += row.getLong("actual");
                if (row.getUUID("member_id") != null) run.after = row.getUUID("member_id");
            } else if (what.startsWith(AuditStatements.TOTAL)) {
                EntryType type = EntryType.valueOf(what.substring(AuditStatements.TOTAL.length()));
                AuditTotal total = new AuditTotal(type, row.getLong("expected"), row.getLong("actual"));
                run.totals.merge(
                        type,
                        total,
                        (a, b) -> new AuditTotal(type, a.entries() + b.entries(), a.points() + b.points()));
            } else {
                run.differ(row.getUUID("member_id"), what, row.getLong("expected"), row.getLong("actual"));
            }
        }
        run.done = count < MEMBERS_AT_ONCE;
    }

    private Uni<Void> checkKeys(Run run) {
        return pool.preparedQuery(AuditStatements.KEYS)
                .execute(Tuple.of(run.source, run.ref, run.kind, KEYS_AT_ONCE))
                .invoke(rows -> takeKeys(run, rows))
                .replaceWithVoid();
    }

    private static void takeKeys(Run run, RowSet<Row> rows) {
        long count = 0;
        for (Row row : rows) {
            if (row.getUUID("member_id") != null) {
                run.differ(row.getUUID("member_id"), "KEYS_HAVE_THEIR_ENTRIES", 1, 0);
            } else {
                count = row.getLong("keys");
                run.source = row.getString("source");
                run.ref = row.getString("ref");
                run.kind = row.getString("kind");
            }
        }
        run.done = count < KEYS_AT_ONCE;
    }

    private static AuditResponse response(Run run) {
        long sum = run.totals.values().stream().mapToLong(AuditTotal::points).sum();
        if (sum != run.balance) run.differ(run.memberId, "TOTALS_ADD_UP", sum, run.balance);
        boolean more = run.differences.size() > MAX_DIFFERENCES;
        List<AuditDifference> shown = List.copyOf(more ? run.differences.subList(0, MAX_DIFFERENCES) : run.differences);
        return new AuditResponse(
                shown.isEmpty(), run.members, run.balance, List.copyOf(run.totals.values()), shown, more);
    }
}
