package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.order.pricing.RefundPlan;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.json.Json;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;

/** Says what orders are and what refunds brought. */
@ApplicationScoped
class OrderAnswers {
    private final ProgrammeService programme;
    private final Json json;

    OrderAnswers(ProgrammeService programme, Json json) {
        this.programme = programme;
        this.json = json;
    }

    /** How an order's price came about. */
    Price price(OrderBill bill) {
        return json.read(bill.price(), Price.class);
    }

    /** An order that is settled now, at the price that is stored with it. */
    OrderResponse fresh(StoredOrder order, Price price) {
        return OrderResponse.of(order, OrderState.SETTLED, price, List.of(), programme.zone());
    }

    /** An order as it was answered when it was settled, whatever came back of it since. */
    OrderResponse settled(StoredOrder order) {
        List<BillLine> lines = order.lines().stream().map(BillLine::asSold).toList();
        return of(new StoredOrder(order.bill().asSettled(), lines, order.payments()), OrderState.SETTLED, List.of());
    }

    /**
     * An order as it is now.
     *
     * @param refunds the answers of its refunds
     */
    OrderResponse current(StoredOrder order, List<String> refunds, Instant now) {
        List<RefundResponse> all = refunds.stream()
                .map(answer -> json.read(answer, RefundResponse.class))
                .toList();
        return of(order, order.bill().stateAt(now), all);
    }

    private OrderResponse of(StoredOrder order, OrderState state, List<RefundResponse> refunds) {
        return OrderResponse.of(order, state, price(order.bill()), refunds, programme.zone());
    }

    /** A refund with its answer. */
    StoredRefund refund(
            OrderWork.Refund refund,
            OrderBill after,
            LedgerEntry reversal,
            List<CouponSteps.Returned> coupons,
            Instant now) {
        RefundResponse answer = answer(refund, after, reversal, coupons, now);
        return new StoredRefund(
                refund.id,
                after,
                refund.request.refundRef(),
                refund.request.reason(),
                refund.plan,
                -reversal.points(),
                reversal.id(),
                json.text(answer),
                refund.asked,
                refund.actor,
                now);
    }

    private RefundResponse answer(
            OrderWork.Refund refund,
            OrderBill after,
            LedgerEntry reversal,
            List<CouponSteps.Returned> coupons,
            Instant now) {
        RefundPlan plan = refund.plan.plan();
        OrderBill before = refund.before.bill();
        ZoneId zone = programme.zone();
        return new RefundResponse(
                refund.id,
                before.id(),
                refund.request.refundRef(),
                refund.request.reason(),
                after.state(),
                plan.moneyFen(),
                plan.fees().moneyFen(),
                RefundRules.split(refund.before.payments(), before.returned().fen(), plan.moneyFen()),
                plan.lines().stream()
                        .map(line ->
                                new RefundResponse.Line(line.ref(), line.quantity(), line.moneyFen(), line.points()))
                        .toList(),
                plan.points(),
                -reversal.points(),
                Objects.requireNonNullElse(reversal.explanation().shortfall(), 0L),
                reversal.after().available(),
                reversal.after().debt(),
                coupons.stream().map(coupon -> coupon(coupon, zone)).toList(),
                plan.last() ? before.benefitUses().size() : 0,
                OrderResponse.local(now, zone));
    }

    private static RefundResponse.Coupon coupon(CouponSteps.Returned coupon, ZoneId zone) {
        return new RefundResponse.Coupon(
                coupon.couponId(),
                coupon.problem() == null,
                coupon.expiresAt() == null ? null : OrderResponse.local(coupon.expiresAt(), zone),
                coupon.problem() == null ? null : coupon.problem().code());
    }
}
