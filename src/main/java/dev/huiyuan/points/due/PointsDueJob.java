package dev.huiyuan.points.due;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.points.writer.DueCursor;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.SettledDue;
import dev.huiyuan.shared.job.Job;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.job.JobThrottle;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Books lots that mature or expire, holds that time out and points that expire by inactivity, some hundred accounts a
 * transaction in the order in which they fell due. It needs no plan to be resumed: what is booked is not due any more.
 * Nothing waits for it, as every command books what is due on its account first.
 */
@ApplicationScoped
class PointsDueJob implements Job {
    static final String NAME = "points-due";

    private static final Logger LOG = Logger.getLogger(PointsDueJob.class);
    private static final int NARROWING = 8;

    private final LedgerTransaction ledger;
    private final Transactions transactions;
    private final MemberCards cards;
    private final JobThrottle throttle;
    private final DueConfig config;

    PointsDueJob(
            LedgerTransaction ledger,
            Transactions transactions,
            MemberCards cards,
            JobThrottle throttle,
            DueConfig config) {
        this.ledger = ledger;
        this.transactions = transactions;
        this.cards = cards;
        this.throttle = throttle;
        this.config = config;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Uni<JobResult> run(JobRun run) {
        Sweep sweep = new Sweep(run, config.accountsPerTransaction());
        // repeat: a recursion of chains would grow with the number of accounts.
        return Uni.createFrom()
                .deferred(() -> round(sweep))
                .repeat()
                .whilst(more -> more)
                .collect()
                .last()
                .map(end -> sweep.result());
    }

    /** One transaction; whether there may be more to do. */
    private Uni<Boolean> round(Sweep sweep) {
        long start = System.nanoTime();
        return transactions
                .run(connection -> ledger.settleDue(connection, sweep.after, sweep.limit)
                        .call(settled -> sweep.run.checkpoint(
                                connection, settled.members().size())))
                .invoke(settled -> cards.invalidate(settled.members()))
                .map(sweep::took)
                .onFailure(PointsDueJob::isPoison)
                .recoverWithUni(failure -> narrow(sweep, failure))
                .call(() -> throttle.rest(Duration.ofNanos(System.nanoTime() - start)));
    }

    /** Something in the batch cannot be written: fewer accounts at once, until the one fails alone and is left out. */
    private Uni<Boolean> narrow(Sweep sweep, Throwable failure) {
        if (sweep.limit > 1) {
            sweep.limit = Math.max(1, sweep.limit / NARROWING);
            return Uni.createFrom().item(true);
        }
        return transactions
                .run(connection -> ledger.nextDue(connection, sweep.after))
                .map(next -> sweep.leaveOut(next, failure));
    }

    private static boolean isPoison(Throwable failure) {
        return failure instanceof PgException refused
                && (refused.getSqlState().startsWith("22")
                        || refused.getSqlState().startsWith("23"));
    }

    /** How far a run is. */
    private static final class Sweep {
        final JobRun run;
        private final int most;
        DueCursor after = DueCursor.START;
        int limit;
        private long accounts;
        private long entries;
        private long failed;

        Sweep(JobRun run, int most) {
            this.run = run;
            this.most = most;
            limit = most;
        }

        boolean took(SettledDue settled) {
            boolean full = settled.members().size() == limit;
            after = settled.end();
            limit = Math.min(most, limit * 2);
            accounts += settled.members().size();
            entries += settled.entries();
            failed += settled.broken();
            return full;
        }

        boolean leaveOut(DueCursor next, Throwable failure) {
            if (next.equals(after)) return false;
            LOG.errorf(failure, "what is due on the account of member %s cannot be written", next.memberId());
            after = next;
            failed++;
            return true;
        }

        JobResult result() {
            return new JobResult(Map.of("accounts", accounts, "entries", entries, "failed", failed));
        }
    }
}
