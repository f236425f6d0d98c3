package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders;
import dev.huiyuan.benefit.BenefitsOfOrders.Claims;
import dev.huiyuan.benefit.BenefitsOfOrders.OrderUse;
import dev.huiyuan.coupon.CouponRef;
import dev.huiyuan.coupon.MergedCoupons;
import dev.huiyuan.coupon.OrderCoupons;
import dev.huiyuan.order.OrderWork.Confirmation;
import dev.huiyuan.order.OrderWork.Refund;
import dev.huiyuan.order.OrderWork.Settlement;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.writer.AttachmentHandler;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The orders of one batch of the ledger. It belongs to one event loop. */
final class OrderBatch implements AttachmentHandler.Handling<OrderWork> {
    private final Parts parts;
    private final List<OrderWork> works;
    private final Instant now;
    private final CouponSteps coupons;
    /** The orders that the bills of new orders have already. */
    private Map<BillNames, List<OrderTable.Open>> open = Map.of();
    /** Versions of the orders that are locked, as the batch leaves them. */
    private final Map<UUID, Integer> versions = new HashMap<>();
    /** Uses of benefits that this batch claimed, also for orders that it may refuse. */
    private Claims claims = Claims.NONE;

    private final List<StoredOrder> placed = new ArrayList<>();
    private final List<StoredOrder> confirmed = new ArrayList<>();
    private final List<StoredRefund> refunded = new ArrayList<>();
    private final List<OrderUse> used = new ArrayList<>();
    private final List<Move> moves = new ArrayList<>();
    /** Where the coupons stood before the order whose command is being decided. */
    private int undecided;

    private boolean deciding;

    OrderBatch(Parts parts, List<OrderWork> works, Instant now) {
        this.parts = parts;
        this.works = works;
        this.now = now;
        coupons = new CouponSteps(parts.coupons.changes(now));
    }

    /** A coupon that came back to an account which was merged, and the one that goes on. */
    private record Move(CouponSteps.Returned coupon, UUID intoId) {}

    /** What works on orders. */
    record Parts(
            OrderTable table,
            OrderCoupons coupons,
            MergedCoupons merged,
            BenefitsOfOrders benefits,
            OrderAnswers answers,
            OrderEvents events) {}

    @Override
    public List<Uni<Void>> locks(SqlConnection connection) {
        List<Uni<Void>> locks = new ArrayList<>();
        addOrders(locks, connection);
        Set<CouponRef> refs = new LinkedHashSet<>();
        List<OrderUse> uses = new ArrayList<>();
        for (OrderWork work : works) {
            refs.addAll(couponsOf(work));
            uses.addAll(usesOf(work));
        }
        if (!refs.isEmpty()) {
            locks.add(parts.coupons.lock(connection, refs).invoke(coupons::take).replaceWithVoid());
        }
        if (!uses.isEmpty()) {
            locks.add(parts.benefits
                    .claim(connection, uses)
                    .invoke(found -> claims = found)
                    .replaceWithVoid());
        }
        return locks;
    }

    private void addOrders(List<Uni<Void>> locks, SqlConnection connection) {
        List<OrderBill> known = new ArrayList<>();
        List<BillNames> bills = new ArrayList<>();
        for (OrderWork work : works) {
            switch (work) {
                case Settlement settlement -> bills.add(settlement.bill);
                case Confirmation confirmation -> {
                    known.add(confirmation.before.bill());
                    bills.add(confirmation.bill);
                }
                case Refund refund -> known.add(refund.before.bill());
            }
        }
        if (!known.isEmpty()) {
            List<UUID> members = known.stream().map(OrderBill::memberId).toList();
            List<UUID> ids = known.stream().map(OrderBill::id).toList();
            locks.add(parts.table
                    .lock(connection, members, ids)
                    .invoke(versions::putAll)
                    .replaceWithVoid());
        }
        if (!bills.isEmpty()) {
            locks.add(parts.table
                    .open(connection, bills)
                    .invoke(found -> open = found)
                    .replaceWithVoid());
        }
    }

    private static List<CouponRef> couponsOf(OrderWork work) {
        return switch (work) {
            case Settlement settlement ->
                CouponSteps.refs(
                        settlement.order.memberId(), settlement.order.price().couponIds());
            case Confirmation confirmation -> CouponSteps.refs(confirmation.before.bill(), confirmation.heirs);
            case Refund refund ->
                refund.plan.plan().last() ? CouponSteps.refs(refund.before.bill(), refund.heirs()) : List.of();
        };
    }

    private static List<OrderUse> usesOf(OrderWork work) {
        return switch (work) {
            case Settlement settlement -> settlement.order.uses();
            case Confirmation confirmation -> confirmation.uses;
            case Refund refund -> List.of();
        };
    }

    @Override
    public @Nullable ProblemException refusal(OrderWork work) {
        dropUndecided();
        undecided = coupons.savepoint();
        deciding = true;
        return switch (work) {
            case Settlement settlement -> refusal(settlement);
            case Confirmation confirmation -> refusal(confirmation);
            case Refund refund -> isCurrent(refund.before.bill()) ? null : changed();
        };
    }

    /** The command of the order before was refused: what its coupons did is undone. */
    private void dropUndecided() {
        if (deciding) coupons.rollbackTo(undecided);
        deciding = false;
    }

    private @Nullable ProblemException refusal(Settlement settlement) {
        NewOrder order = settlement.order;
        ProblemException taken = taken(settlement);
        if (taken != null) return taken;
        if (!claims.haveAll(order.uses())) return ProblemCode.BENEFIT_USED.with();
        return coupons.use(
                order.pending(null, Claims.NONE).bill(),
                List.of(),
                order.price(),
                order.placed().actor());
    }

    /** Why a bill cannot have an order, if it cannot: it has another one, which may only wait. */
    private @Nullable ProblemException taken(OrderWork.Settling work) {
        work.block(false);
        for (OrderTable.Open other : open.getOrDefault(work.bill, List.of())) {
            if (other.id().equals(work.orderId())) continue;
            work.block(other.state() == OrderState.PENDING);
            return OrderBlockers.refusal(other.state()).with();
        }
        return null;
    }

    private @Nullable ProblemException refusal(Confirmation confirmation) {
        OrderBill bill = confirmation.before.bill();
        if (!isCurrent(bill) || confirmation.late != bill.isLate(now)) return changed();
        ProblemException taken = taken(confirmation);
        if (taken != null) return taken;
        if (!claims.haveAll(confirmation.uses)) return ProblemCode.BENEFIT_USED.with();
        return coupons.use(bill, confirmation.heirs, parts.answers.price(bill), confirmation.actor);
    }

    private boolean isCurrent(OrderBill bill) {
        return Integer.valueOf(bill.version()).equals(versions.get(bill.id()));
    }

    /** Not kept: it is decided again on what the order is now. */
    private static ProblemException changed() {
        return ProblemCode.ORDER_BUSY.with().retryAfter(1);
    }

    @Override
    public void booked(OrderWork work, List<LedgerEntry> entries) {
        deciding = false;
        work.remember(entries.getLast());
        switch (work) {
            case Settlement settlement -> {
                StoredOrder order = settlement.order.settled(OrderEntries.booked(entries, now), claims);
                settlement.settled = order;
                placed.add(order);
                used.addAll(settlement.order.uses());
            }
            case Confirmation confirmation -> confirmed(confirmation, entries);
            case Refund refund -> refunded(refund, entries);
        }
    }

    private void confirmed(Confirmation confirmation, List<LedgerEntry> entries) {
        StoredOrder order = OrderEntries.confirmed(confirmation, OrderEntries.booked(entries, now), claims);
        versions.put(order.bill().id(), order.bill().version());
        confirmation.settled = order;
        confirmed.add(order);
        used.addAll(confirmation.uses);
    }

    private void refunded(Refund refund, List<LedgerEntry> entries) {
        OrderBill bill = refund.before.bill();
        OrderBill after = OrderEntries.refunded(refund, now);
        List<CouponSteps.Returned> returned = refund.plan.plan().last()
                ? coupons.giveBack(bill, refund.heirs(), refund.request.reason(), refund.actor)
                : List.of();
        follow(returned, entries.getLast().memberId());
        StoredRefund done = parts.answers.refund(refund, after, entries.getLast(), returned, now);
        versions.put(bill.id(), after.version());
        refund.done = done;
        refunded.add(done);
    }

    /** Coupons come back to the account that the points come back to: after a merge that is another one. */
    private void follow(List<CouponSteps.Returned> returned, UUID accountId) {
        for (CouponSteps.Returned one : returned) {
            if (one.problem() == null && !one.ownerId().equals(accountId)) moves.add(new Move(one, accountId));
        }
    }

    @Override
    public List<Uni<Void>> rest(SqlConnection connection) {
        return moves.stream()
                .map(move -> parts.merged.follow(
                        connection, move.coupon.ownerId(), move.intoId, List.of(move.coupon.couponId())))
                .toList();
    }

    @Override
    public void addTo(WriteSet writes) {
        dropUndecided();
        OrderRows.addNew(writes, placed);
        OrderRows.addSettled(writes, confirmed);
        OrderRows.addRefunded(writes, refunded);
        coupons.addTo(writes);
        addUses(writes);
        parts.events.addTo(writes, placed, confirmed, refunded, now);
    }

    private void addUses(WriteSet writes) {
        parts.benefits.addRelease(writes, claims, Set.copyOf(claims.idsOf(used)));
        parts.benefits.addEvents(writes, used, claims);
        for (StoredRefund refund : refunded) {
            if (!refund.plan().plan().last()) continue;
            parts.benefits.addReversal(writes, refund.after().benefitUses(), refund.actor(), refund.reason(), now);
        }
    }
}
