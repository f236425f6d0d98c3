package dev.huiyuan.order;

import dev.huiyuan.order.OrderEndings.Ending;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.LedgerWriter;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Gets pending orders out of the way of orders for the same bill: those that are out of time, and those that a member placed
 * where the store says that the bill is somebody else's. Bill numbers can be guessed, so a member's order must not keep a
 * diner from paying.
 */
@ApplicationScoped
class OrderBlockers {
    static final String DISPLACED = "BILL_OF_ANOTHER_MEMBER";
    private static final String MEMBER = "member:";

    private final OrderTable table;
    private final OrderEndings endings;
    private final PointsLedger points;
    private final LedgerWriter writer;
    private final LedgerTransaction ledger;
    private final Transactions transactions;
    private final Clock clock;

    OrderBlockers(
            OrderTable table,
            OrderEndings endings,
            PointsLedger points,
            LedgerWriter writer,
            LedgerTransaction ledger,
            Transactions transactions,
            Clock clock) {
        this.table = table;
        this.endings = endings;
        this.points = points;
        this.writer = writer;
        this.ledger = ledger;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Who wants a bill.
     *
     * @param memberId for whom
     * @param actor who says so
     * @param ofStore whether that is the store, and not a member
     */
    record Claimant(UUID memberId, String actor, boolean ofStore) {}

    /** An order that was ended, and how: its points are to be released still. */
    record Ended(OrderBill bill, Ending ending, Set<UUID> changed) {}

    /** Whether a bill's pending order gives way. */
    static boolean yields(OrderBill bill, Claimant claimant, Instant now) {
        if (bill.state() != OrderState.PENDING) return false;
        if (bill.isLate(now)) return true;
        return claimant.ofStore
                && !bill.memberId().equals(claimant.memberId)
                && bill.placed().actor().startsWith(MEMBER);
    }

    /** Ends an order that gives way, if it still does; the bill's key is kept. */
    Uni<Optional<Ended>> end(SqlConnection connection, OrderBill blocker, Claimant claimant) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return table.lock(connection, blocker.id()).chain(found -> {
            Optional<OrderBill> open = found.map(StoredOrder::bill).filter(bill -> yields(bill, claimant, now));
            return open.isEmpty()
                    ? Uni.createFrom().item(Optional.empty())
                    : end(connection, open.get(), claimant, now);
        });
    }

    private Uni<Optional<Ended>> end(SqlConnection connection, OrderBill bill, Claimant claimant, Instant now) {
        Ending ending = bill.isLate(now)
                ? new Ending(OrderState.TIMED_OUT, claimant.actor, PendingOrders.TIMED_OUT, now)
                : new Ending(OrderState.CANCELLED, claimant.actor, DISPLACED, now);
        return endings.end(connection, List.of(bill), ending)
                .map(changed -> Optional.of(new Ended(bill, ending, changed)));
    }

    /** Releases the points of an order that was ended. It comes last: accounts are locked behind everything else. */
    Uni<Void> release(SqlConnection connection, Optional<Ended> ended) {
        return ended.isEmpty()
                ? Uni.createFrom().voidItem()
                : endings.release(connection, ended.get().bill, ended.get().ending);
    }

    /**
     * Books an order with the ledger's next batch, or, where a pending order stands in the way that gives way, in a
     * transaction of its own that ends that order too.
     *
     * @return the ledger's answer; it may fail with a refusal, too
     */
    Uni<LedgerAnswer> submit(Submission submission, OrderWork.Settling work, Claimant claimant) {
        return writer.submit(submission)
                .onFailure(failure -> work.isBlocked())
                .recoverWithUni(() -> displace(submission, work, claimant));
    }

    private Uni<LedgerAnswer> displace(Submission submission, OrderWork.Settling work, Claimant claimant) {
        Set<UUID> changed = new HashSet<>(Set.of(claimant.memberId));
        return transactions
                .run(connection -> points.keepKeys(connection, work.bill.keys())
                        .chain(() -> table.findOther(connection, work.bill, work.orderId()))
                        .chain(found -> found.isEmpty()
                                ? Uni.createFrom().item(Optional.<Ended>empty())
                                : end(connection, found.get().bill(), claimant))
                        .invoke(ended -> ended.ifPresent(one -> changed.addAll(one.changed)))
                        .chain(ended -> ledger.within(connection, submission).call(() -> release(connection, ended))))
                .invoke(() -> points.afterCommit(changed))
                .map(booked -> (LedgerAnswer) booked);
    }

    /** Problem for a bill that has an order: another one may come to pass while that one only waits. */
    static ProblemCode refusal(OrderState state) {
        return state == OrderState.PENDING ? ProblemCode.BILL_PENDING : ProblemCode.ORDER_ALREADY_PLACED;
    }
}
