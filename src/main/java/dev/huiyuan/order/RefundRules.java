package dev.huiyuan.order;

import dev.huiyuan.order.pricing.RefundPlan;
import dev.huiyuan.order.pricing.Refunds;
import dev.huiyuan.order.pricing.SoldLine;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a refund brings back. Every figure follows from how much of each line has come back in all: any order and grouping of
 * refunds ends with the same, and all of them together bring what one refund of everything brings.
 */
final class RefundRules {
    /** The most refunds of an order, as its table says. */
    static final int MAX_REFUNDS = 200;

    private RefundRules() {}

    /** What is decided about a refund. */
    sealed interface Decision {}

    /**
     * It is refused.
     *
     * @param problem why, a value and not thrown
     */
    record Refused(ProblemException problem) implements Decision {}

    /**
     * What it brings back.
     *
     * @param lines the lines of which some come back, as they are afterwards
     * @param plan its figures
     */
    record Plan(List<BillLine> lines, RefundPlan plan) implements Decision {
        /** What of the money had earned points, in fen: the goods without fees. */
        long earningFen() {
            return plan.moneyFen() - plan.fees().moneyFen();
        }

        /** What has come back in all after it. */
        OrderBill.Returned after(OrderBill.Returned before) {
            return new OrderBill.Returned(
                    before.refunds() + 1,
                    before.fen() + plan.moneyFen(),
                    before.earningFen() + earningFen(),
                    before.points() + plan.points());
        }
    }

    /**
     * Plans a refund.
     *
     * @param lines the order's lines
     * @param wanted how many of which line, at least one each; null for all that is left
     */
    static Decision plan(OrderBill bill, List<BillLine> lines, @Nullable Map<String, Integer> wanted) {
        Map<String, BillLine> byRef = new HashMap<>();
        lines.forEach(line -> byRef.put(line.ref(), line));
        if (lines.stream().allMatch(line -> line.left() == 0)) return new Refused(exceeds());
        Map<String, Integer> asked = wanted == null ? Map.of() : wanted;
        for (Map.Entry<String, Integer> one : asked.entrySet()) {
            BillLine line = byRef.get(one.getKey());
            if (line == null) return new Refused(ProblemCode.LINE_NOT_FOUND.with());
            if (one.getValue() > line.left()) return new Refused(exceeds());
        }
        List<SoldLine> sold = lines.stream().map(BillLine::sold).toList();
        RefundPlan.Fees fees = fees(bill, lines);
        RefundPlan plan = wanted == null ? Refunds.ofRest(sold, fees) : Refunds.of(sold, fees, asked);
        List<BillLine> after = new ArrayList<>();
        for (RefundPlan.Line part : plan.lines()) {
            after.add(Objects.requireNonNull(byRef.get(part.ref())).refunding(part.quantity(), part.moneyFen()));
        }
        if (comesTooLate(bill, plan)) return new Refused(ProblemCode.REFUND_LIMIT_REACHED.with(MAX_REFUNDS));
        return new Plan(List.copyOf(after), plan);
    }

    /** The last refund that there may be brings everything that is left: nothing remains that never comes back. */
    private static boolean comesTooLate(OrderBill bill, RefundPlan plan) {
        int number = bill.returned().refunds() + 1;
        return number > MAX_REFUNDS || number == MAX_REFUNDS && !plan.last();
    }

    private static ProblemException exceeds() {
        return ProblemCode.REVERSAL_EXCEEDS_REMAINDER.with();
    }

    /** What was paid that no line accounts for. */
    private static RefundPlan.Fees fees(OrderBill bill, List<BillLine> lines) {
        long paidFen = lines.stream().mapToLong(BillLine::paidFen).sum();
        long points = lines.stream().mapToLong(BillLine::points).sum();
        return new RefundPlan.Fees(
                bill.amounts().paidFen() - paidFen, bill.amounts().points() - points);
    }

    /**
     * Which payments a refund is best given back to: the last ones first, so that any sequence of refunds goes the same way.
     *
     * @param before what was given back before, in fen
     * @param fen what is given back now, in fen
     */
    static List<PaymentReport> split(List<PaymentReport> payments, long before, long fen) {
        List<PaymentReport> parts = new ArrayList<>();
        long passed = 0;
        for (PaymentReport payment : payments.reversed()) {
            long until = passed + payment.amountFen();
            long part = Math.min(until, before + fen) - Math.max(passed, before);
            if (part > 0) parts.add(new PaymentReport(payment.method(), part, payment.ref()));
            passed = until;
        }
        return parts;
    }
}
