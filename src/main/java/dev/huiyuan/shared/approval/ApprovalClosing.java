package dev.huiyuan.shared.approval;

import dev.huiyuan.shared.sql.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Closes what nobody decided in time, a bounded number each time, and tells the kinds. Until then such an approval reads
 * as expired already. Every instance may do it at once: rows that another one is closing are skipped.
 */
@ApplicationScoped
class ApprovalClosing {
    private static final Logger LOG = Logger.getLogger(ApprovalClosing.class);
    private static final int MAX_ROWS = 500;

    private final ApprovalTable table;
    private final Approvals approvals;
    private final Transactions transactions;
    private final Clock clock;

    ApprovalClosing(ApprovalTable table, Approvals approvals, Transactions transactions, Clock clock) {
        this.table = table;
        this.approvals = approvals;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Scheduled(
            every = "${huiyuan.approvals.closing-interval:60s}",
            delayed = "15s",
            concurrentExecution = ConcurrentExecution.SKIP,
            identity = "approval-closing")
    Uni<Void> close() {
        return transactions
                .run(connection -> table.expire(connection, clock.instant().truncatedTo(ChronoUnit.MICROS), MAX_ROWS)
                        .call(expired -> tellKinds(connection, expired)))
                .invoke(expired -> LOG.debugf("%d approvals expired", expired.size()))
                .replaceWithVoid();
    }

    private Uni<Void> tellKinds(SqlConnection connection, List<Approval> expired) {
        Map<ApprovalKind, List<Approval>> byKind = expired.stream().collect(Collectors.groupingBy(approvals::kind));
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<ApprovalKind, List<Approval>> own : byKind.entrySet()) {
            all = all.chain(() -> own.getKey().expire(connection, own.getValue()));
        }
        return all;
    }
}
