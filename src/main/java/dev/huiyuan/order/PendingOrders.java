package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders;
import dev.huiyuan.benefit.BenefitsOfOrders.Claims;
import dev.huiyuan.benefit.BenefitsOfOrders.OrderUse;
import dev.huiyuan.coupon.OrderCoupons;
import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.order.OrderBill.Asked;
import dev.huiyuan.order.OrderBill.Placed;
import dev.huiyuan.order.OrderBlockers.Claimant;
import dev.huiyuan.order.OrderEndings.Ending;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Done;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Orders before they are paid: their coupons are locked, their points held and their benefits used until they are confirmed,
 * cancelled or out of time. Locks are taken in the order of all: the bill's key, the order, coupons, benefits, the account.
 */
@ApplicationScoped
class PendingOrders {
    static final String TIMED_OUT = "TIMED_OUT";
    /** Each blocks its bill: a member has no need of more at a time. */
    private static final int MAX_WAITING = 10;

    private final OrderTable table;
    private final OrderAccess access;
    private final OrderCoupons coupons;
    private final BenefitsOfOrders benefits;
    private final OrderAnswers answers;
    private final OrderEvents events;
    private final OrderEndings endings;
    private final OrderBlockers blockers;
    private final PointsLedger points;
    private final LedgerTransaction ledger;
    private final Presences presences;
    private final Clock clock;

    PendingOrders(
            OrderTable table,
            OrderAccess access,
            OrderCoupons coupons,
            BenefitsOfOrders benefits,
            OrderAnswers answers,
            OrderEvents events,
            OrderEndings endings,
            OrderBlockers blockers,
            PointsLedger points,
            LedgerTransaction ledger,
            Presences presences,
            Clock clock) {
        this.table = table;
        this.access = access;
        this.coupons = coupons;
        this.benefits = benefits;
        this.answers = answers;
        this.events = events;
        this.endings = endings;
        this.blockers = blockers;
        this.points = points;
        this.ledger = ledger;
        this.presences = presences;
        this.clock = clock;
    }

    /** PostgreSQL keeps microseconds: so do we, so that a repeated answer is the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /**
     * An order that is to wait.
     *
     * @param presence the member's presence, where the order needs one
     */
    record Wanted(NewOrder order, Optional<PresenceUse> presence) {}

    /**
     * Places a pending order.
     *
     * @param bill the bill's names
     * @param asked the request, as it is with a business date that the bill has or has not
     * @param claimant who wants the bill
     * @param changed takes whose points and coupons changed where another order gave way
     * @param wanted the order, priced once it is known to be new
     * @return the order; status 200 where the same was placed before; fails with what stands against it
     */
    Uni<Done> place(
            SqlConnection connection,
            BillNames bill,
            Function<OrderBill, Asked> asked,
            Claimant claimant,
            Set<UUID> changed,
            Supplier<Uni<Wanted>> wanted) {
        return points.keepKeys(connection, bill.keys())
                .chain(free -> table.find(connection, bill).invoke(found -> {
                    if (found.isEmpty() && !free) throw ProblemCode.ORDER_ALREADY_CREDITED.with();
                }))
                .chain(found -> found.isPresent()
                        ? beside(connection, asked, claimant, changed, found.get(), wanted)
                        : wanted.get().chain(order -> fresh(connection, order)));
    }

    /** An order for a bill that has one: the same, or one that the other gives way to. */
    private Uni<Done> beside(
            SqlConnection connection,
            Function<OrderBill, Asked> asked,
            Claimant claimant,
            Set<UUID> changed,
            StoredOrder earlier,
            Supplier<Uni<Wanted>> wanted) {
        OrderBill bill = earlier.bill();
        if (!OrderBlockers.yields(bill, claimant, now())) return again(connection, asked, earlier);
        return blockers.end(connection, bill, claimant).chain(ended -> {
            if (ended.isEmpty()) throw ProblemCode.ORDER_BUSY.with().retryAfter(1);
            changed.addAll(ended.get().changed());
            return wanted.get()
                    .chain(order -> fresh(connection, order))
                    .call(() -> blockers.release(connection, ended));
        });
    }

    private Uni<Done> again(SqlConnection connection, Function<OrderBill, Asked> asked, StoredOrder earlier) {
        OrderBill bill = earlier.bill();
        if (!bill.placed().asked().sameContent(asked.apply(bill)))
            throw OrderBlockers.refusal(bill.state()).with();
        return table.refunds(connection, bill).map(refunds -> new Done(200, answers.current(earlier, refunds, now())));
    }

    private Uni<Done> fresh(SqlConnection connection, Wanted wanted) {
        NewOrder order = wanted.order;
        OrderBill bill = order.pending(null, Claims.NONE).bill();
        Instant now = now();
        CouponSteps steps = new CouponSteps(coupons.changes(now));
        return table.waiting(connection, order.memberId(), now)
                .invoke(waiting -> {
                    if (waiting >= MAX_WAITING) throw ProblemCode.ORDER_LIMIT_REACHED.with(MAX_WAITING);
                })
                .chain(() -> usePresence(connection, wanted.presence.orElse(null)))
                .chain(() -> coupons.lock(connection, CouponSteps.refs(bill)))
                .invoke(steps::take)
                .invoke(() -> require(
                        steps.lock(bill, until(order.placed()), order.placed().actor())))
                .chain(() -> benefits.claim(connection, order.uses()))
                .invoke(claims -> requireAll(claims, order.uses()))
                .chain(claims -> hold(connection, order)
                        .chain(holdId -> store(
                                connection,
                                order.pending(holdId.orElse(null), claims),
                                steps,
                                new Used(order.uses(), claims),
                                now)));
    }

    private static Instant until(Placed placed) {
        return Objects.requireNonNull(placed.expiresAt(), "a pending order without an end");
    }

    private Uni<Void> usePresence(SqlConnection connection, @Nullable PresenceUse presence) {
        if (presence == null) return Uni.createFrom().voidItem();
        return presences
                .use(connection, List.of(presence))
                .invoke(accepted -> {
                    if (!accepted.contains(presence)) throw ProblemCode.PRESENCE_INVALID.with();
                })
                .replaceWithVoid();
    }

    private static void require(@Nullable ProblemException refusal) {
        if (refusal != null) throw refusal;
    }

    private static void requireAll(Claims claims, List<OrderUse> uses) {
        if (!claims.haveAll(uses)) throw ProblemCode.BENEFIT_USED.with();
    }

    private Uni<Optional<UUID>> hold(SqlConnection connection, NewOrder order) {
        OrderBill.Amounts amounts = OrderBill.Amounts.of(order.price());
        if (amounts.points() == 0) return Uni.createFrom().item(Optional.empty());
        Placed placed = order.placed();
        Command hold = OrderCommands.hold(order.memberId(), order.id(), placed, amounts, until(placed), placed.actor());
        return ledger.within(connection, new Submission(hold, null, null, null))
                .map(booked -> Optional.of(booked.entry().id()));
    }

    /** The benefits that an order uses. */
    private record Used(List<OrderUse> uses, Claims claims) {}

    private Uni<Done> store(SqlConnection connection, StoredOrder order, CouponSteps steps, Used used, Instant now) {
        WriteSet writes = new WriteSet();
        OrderRows.addNew(writes, List.of(order));
        steps.addTo(writes);
        benefits.addEvents(writes, used.uses, used.claims);
        events.addTo(writes, OrderEvent.PENDING, List.of(order.bill()), now);
        return writes.run(connection).map(done -> new Done(201, answers.current(order, List.of(), now)));
    }

    /**
     * Gives a pending order up, also one that is out of time: its coupons, points and benefits are free again.
     *
     * @param changed takes whose points and coupons changed
     * @return the order; the same where it was cancelled before; problems {@code order-not-found}, {@code
     *     order-not-pending}
     */
    Uni<Done> cancel(SqlConnection connection, Caller caller, UUID orderId, String reason, Set<UUID> changed) {
        return table.lock(connection, orderId)
                .map(found -> found.orElseThrow(ProblemCode.ORDER_NOT_FOUND::with))
                .call(order -> access.require(connection, caller, order.bill()))
                .chain(order -> switch (order.bill().state()) {
                    case PENDING, TIMED_OUT -> cancelled(connection, order, caller.actor(), reason, changed);
                    case CANCELLED -> Uni.createFrom().item(new Done(200, answers.current(order, List.of(), now())));
                    case SETTLED, REFUNDED -> throw ProblemCode.ORDER_NOT_PENDING.with();
                });
    }

    private Uni<Done> cancelled(
            SqlConnection connection, StoredOrder order, String actor, String reason, Set<UUID> changed) {
        OrderBill bill = order.bill();
        Ending ending = new Ending(OrderState.CANCELLED, actor, reason, now());
        OrderBill after = ending.of(bill);
        return (bill.state() == OrderState.PENDING
                        ? endings.end(connection, List.of(bill), ending)
                                .invoke(changed::addAll)
                                .chain(() -> endings.release(connection, bill, ending))
                        : close(connection, after))
                .map(done -> new Done(
                        201,
                        answers.current(new StoredOrder(after, order.lines(), List.of()), List.of(), ending.now())));
    }

    private static Uni<Void> close(SqlConnection connection, OrderBill after) {
        WriteSet writes = new WriteSet();
        OrderRows.addClosed(writes, List.of(after));
        return writes.run(connection);
    }

    /**
     * Marks pending orders whose time is over, some at once: their coupons and benefits are free again. Held points return by
     * themselves.
     *
     * @param changed takes whose coupons changed
     * @return how many
     */
    Uni<Integer> timeOut(SqlConnection connection, int limit, Set<UUID> changed) {
        Ending ending = new Ending(OrderState.TIMED_OUT, "system:" + OrderTimeoutJob.NAME, TIMED_OUT, now());
        return table.lockLate(connection, ending.now(), limit)
                .call(late -> late.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : endings.end(connection, late, ending).invoke(changed::addAll))
                .map(List::size);
    }
}
