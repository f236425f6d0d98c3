package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders;
import dev.huiyuan.coupon.MergedCoupons;
import dev.huiyuan.coupon.OrderCoupons;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Ends pending orders that nobody pays: what they keep is free again, for the account that goes on where there was a merge. */
@ApplicationScoped
class OrderEndings {
    private final OrderTable table;
    private final OrderCoupons coupons;
    private final MergedCoupons merged;
    private final BenefitsOfOrders benefits;
    private final OrderEvents events;
    private final PointsLedger points;
    private final LedgerTransaction ledger;

    OrderEndings(
            OrderTable table,
            OrderCoupons coupons,
            MergedCoupons merged,
            BenefitsOfOrders benefits,
            OrderEvents events,
            PointsLedger points,
            LedgerTransaction ledger) {
        this.table = table;
        this.coupons = coupons;
        this.merged = merged;
        this.benefits = benefits;
        this.events = events;
        this.points = points;
        this.ledger = ledger;
    }

    /**
     * How orders end.
     *
     * @param state cancelled, or out of time
     * @param actor who ends them
     * @param reason a code
     */
    record Ending(OrderState state, String actor, String reason, Instant now) {
        OrderBill of(OrderBill bill) {
            return bill.after(state, OrderBill.Returned.NONE, now);
        }
    }

    /**
     * Ends pending orders that are locked: their coupons and benefits are free. Their points are not yet; see {@link #release}.
     *
     * @return whose orders and coupons changed
     */
    Uni<Set<UUID>> end(SqlConnection connection, List<OrderBill> bills, Ending ending) {
        CouponSteps steps = new CouponSteps(coupons.changes(ending.now));
        return coupons.lock(
                        connection,
                        bills.stream()
                                .flatMap(bill -> CouponSteps.refs(bill).stream())
                                .toList())
                .invoke(steps::take)
                .chain(() -> writes(bills, ending, steps).run(connection))
                .chain(() -> follow(connection, bills));
    }

    private WriteSet writes(List<OrderBill> bills, Ending ending, CouponSteps steps) {
        List<OrderBill> after = bills.stream().map(ending::of).toList();
        bills.forEach(bill -> steps.release(bill, ending.actor));
        WriteSet writes = new WriteSet();
        OrderRows.addClosed(writes, after);
        steps.addTo(writes);
        List<UUID> uses =
                bills.stream().flatMap(bill -> bill.benefitUses().stream()).toList();
        benefits.addGiveBack(writes, uses, ending.actor, ending.reason, ending.now);
        events.addTo(writes, OrderEvent.CANCELLED, after, ending.now);
        return writes;
    }

    /** Coupons that are free go where those that were free at the merge have gone. A merge on its way is waited for. */
    private Uni<Set<UUID>> follow(SqlConnection connection, List<OrderBill> bills) {
        Set<UUID> changed = new HashSet<>();
        bills.forEach(bill -> changed.add(bill.memberId()));
        List<OrderBill> withCoupons =
                bills.stream().filter(bill -> !bill.couponIds().isEmpty()).toList();
        if (withCoupons.isEmpty()) return Uni.createFrom().item(changed);
        Set<UUID> owners = new HashSet<>();
        withCoupons.forEach(bill -> owners.add(bill.memberId()));
        return points.lock(connection, owners)
                .chain(() -> table.heirs(connection, owners))
                .invoke(heirs -> changed.addAll(heirs.values()))
                .call(heirs -> follow(connection, withCoupons, heirs))
                .replaceWith(changed);
    }

    private Uni<Void> follow(SqlConnection connection, List<OrderBill> bills, Map<UUID, UUID> heirs) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (OrderBill bill : bills) {
            UUID heir = heirs.get(bill.memberId());
            if (heir == null) continue;
            all = all.chain(() -> merged.follow(connection, bill.memberId(), heir, bill.couponIds()));
        }
        return all;
    }

    /** Frees an order's points. A hold that is out of time has returned by itself. */
    Uni<Void> release(SqlConnection connection, OrderBill bill, Ending ending) {
        if (bill.holdId() == null || bill.isLate(ending.now))
            return Uni.createFrom().voidItem();
        BusinessKey key = LedgerRules.releaseKey(bill.holdId());
        Command release = new Command.Release(bill.memberId(), key, ending.actor, bill.holdId());
        return ledger.within(connection, new Submission(release, null, null, null))
                .replaceWithVoid();
    }
}
