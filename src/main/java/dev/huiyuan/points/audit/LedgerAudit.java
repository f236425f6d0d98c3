package dev.huiyuan.points.audit;

import dev.huiyuan.shared.job.ChunkPlanner;
import dev.huiyuan.shared.job.ChunkSource;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.UUID;

/** Audits for somebody who waits: one member, or the whole book range by range. Keeps nothing. */
@ApplicationScoped
class LedgerAudit {
    private final Pool pool;
    private final Transactions transactions;
    private final ChunkPlanner planner;
    private final AuditChecks checks;

    LedgerAudit(Pool pool, Transactions transactions, ChunkPlanner planner, AuditChecks checks) {
        this.pool = pool;
        this.transactions = transactions;
        this.planner = planner;
        this.checks = checks;
    }

    /** Checks one member. */
    Uni<AuditResponse> member(UUID memberId) {
        return transactions
                .run(connection -> checks.check(connection, memberId))
                .map(LedgerAudit::response);
    }

    /** Checks everything. */
    Uni<AuditResponse> book() {
        // transformToUni…, collect: ranges one after the other, added up as they come.
        return Multi.createFrom()
                .iterable(checks.sources())
                .onItem()
                .transformToUniAndConcatenate(this::source)
                .collect()
                .in(Sum::new, Sum::add)
                .map(sum -> response(sum.findings));
    }

    private Uni<Findings> source(ChunkSource source) {
        return planner.plan(pool, source)
                .chain(chunks -> Multi.createFrom()
                        .iterable(chunks)
                        .onItem()
                        .transformToUniAndConcatenate(
                                chunk -> transactions.run(connection -> checks.check(connection, chunk)))
                        .collect()
                        .in(Sum::new, Sum::add)
                        .map(sum -> sum.findings));
    }

    private static final class Sum {
        Findings findings = Findings.NONE;

        void add(Findings more) {
            findings = findings.plus(more);
        }
    }

    private static AuditResponse response(Findings found) {
        Findings all = found.added();
        return new AuditResponse(
                all.differences().isEmpty() && !all.more(),
                all.members(),
                all.balance(),
                all.totals().values().stream()
                        .sorted(Comparator.comparing(AuditTotal::type))
                        .toList(),
                all.differences(),
                all.more());
    }
}
