package dev.huiyuan.order;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.order.OrderBill.Amounts;
import dev.huiyuan.order.OrderBill.Asked;
import dev.huiyuan.order.OrderBill.Placed;
import dev.huiyuan.order.OrderBill.Returned;
import dev.huiyuan.points.OrderReference;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** Refunds of orders of any size, in any order and grouping. */
class RefundRulesProperties {
    private static final Asked NOBODY = new Asked(new byte[32], new byte[32]);

    private record Order(OrderBill bill, List<BillLine> lines) {}

    private static Order order(Random random, int count, long feesFen) {
        List<BillLine> lines = new ArrayList<>();
        for (int no = 1; no <= count; no++) lines.add(line(random, no));
        long paid = lines.stream().mapToLong(BillLine::paidFen).sum();
        long points = lines.stream().mapToLong(BillLine::points).sum();
        long feePoints = feesFen == 0 ? 0 : random.nextInt((int) Math.min(feesFen, 50) + 1);
        Amounts amounts = new Amounts(
                paid + points, feesFen, 0, points + feePoints, points + feePoints, paid + feesFen - feePoints, paid);
        return new Order(bill(amounts), lines);
    }

    private static BillLine line(Random random, int no) {
        int quantity = 1 + random.nextInt(7);
        long unit = random.nextInt(5000);
        long gross = unit * quantity;
        long discount = gross == 0 ? 0 : random.nextInt((int) gross + 1);
        long points = gross == discount ? 0 : random.nextInt((int) (gross - discount) + 1);
        return new BillLine(
                no, "L" + no, "DISH", null, unit, quantity, discount, points, points, gross - discount - points, 0, 0);
    }

    private static OrderBill bill(Amounts amounts) {
        UUID id = new UUID(0, 1);
        OrderReference reference = new OrderReference(id, "B-1", null);
        Instant at = Instant.EPOCH;
        Placed placed = new Placed(reference, Channel.STORE, false, "staff:1", at, at, null, NOBODY);
        OrderBill.Booked booked = new OrderBill.Booked(id, id, id, 0, 0, at);
        return new OrderBill(
                id,
                id,
                OrderState.SETTLED,
                1,
                placed,
                amounts,
                "{}",
                List.of(),
                List.of(),
                null,
                booked,
                null,
                Returned.NONE,
                null);
    }

    /** The order after a refund. */
    private static Order after(Order order, RefundRules.Plan plan) {
        Map<String, BillLine> changed = new HashMap<>();
        plan.lines().forEach(line -> changed.put(line.ref(), line));
        List<BillLine> lines = order.lines.stream()
                .map(line -> changed.getOrDefault(line.ref(), line))
                .toList();
        OrderState state = plan.plan().last() ? OrderState.REFUNDED : OrderState.SETTLED;
        return new Order(order.bill.after(state, plan.after(order.bill.returned()), null), lines);
    }

    private static Order refundEverything(Order order, Random random) {
        Order left = order;
        while (left.bill.state() == OrderState.SETTLED) {
            Map<String, Integer> wanted = new HashMap<>();
            for (BillLine line : left.lines) {
                int quantity = random.nextInt(line.left() + 1);
                if (quantity > 0) wanted.put(line.ref(), quantity);
            }
            if (wanted.isEmpty()) continue;
            RefundRules.Plan plan = (RefundRules.Plan) RefundRules.plan(left.bill, left.lines, wanted);
            assertThat(plan.plan().moneyFen()).isNotNegative();
            assertThat(plan.plan().points()).isNotNegative();
            left = after(left, plan);
            assertThat(left.bill.returned().fen())
                    .isLessThanOrEqualTo(left.bill.amounts().paidFen());
        }
        return left;
    }

    @Property
    void anyOrderAndGroupingReturnsWhatTheWholeRefundReturns(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int count,
            @ForAll @LongRange(max = 2000) long feesFen) {
        Order order = order(new Random(seed), count, feesFen);
        RefundRules.Plan whole = (RefundRules.Plan) RefundRules.plan(order.bill, order.lines, null);
        Order parts = refundEverything(order, new Random(seed + 1));
        Returned all = whole.after(Returned.NONE);
        Amounts amounts = order.bill.amounts();
        assertThat(all).isEqualTo(new Returned(1, amounts.paidFen(), amounts.earningFen(), amounts.points()));
        assertThat(parts.bill.returned().fen()).isEqualTo(all.fen());
        assertThat(parts.bill.returned().earningFen()).isEqualTo(all.earningFen());
        assertThat(parts.bill.returned().points()).isEqualTo(all.points());
        assertThat(RefundRules.plan(parts.bill, parts.lines, null)).isInstanceOf(RefundRules.Refused.class);
    }

    @Example
    void theLastRefundThatThereMayBeBringsAllThatIsLeft() {
        BillLine line = new BillLine(1, "L1", "DISH", null, 100, 3, 0, 0, 0, 300, 0, 0);
        assertThat(after(line, RefundRules.MAX_REFUNDS - 2, Map.of("L1", 1))).isInstanceOf(RefundRules.Plan.class);
        assertThat(after(line, RefundRules.MAX_REFUNDS - 1, Map.of("L1", 1)))
                .isInstanceOfSatisfying(
                        RefundRules.Refused.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.REFUND_LIMIT_REACHED));
        assertThat(after(line, RefundRules.MAX_REFUNDS - 1, Map.of("L1", 3))).isInstanceOf(RefundRules.Plan.class);
        assertThat(after(line, RefundRules.MAX_REFUNDS - 1, null)).isInstanceOf(RefundRules.Plan.class);
        assertThat(after(line, RefundRules.MAX_REFUNDS, null)).isInstanceOf(RefundRules.Refused.class);
    }

    private static RefundRules.Decision after(BillLine line, int refunds, @Nullable Map<String, Integer> wanted) {
        OrderBill bill = bill(new Amounts(300, 0, 0, 0, 0, 300, 300));
        return RefundRules.plan(
                bill.after(OrderState.SETTLED, new Returned(refunds, 0, 0, 0), null), List.of(line), wanted);
    }

    @Property
    void whatIsGivenBackGoesToPaymentsThatWereMade(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int count) {
        Random random = new Random(seed);
        List<PaymentReport> payments = new ArrayList<>();
        for (int i = 0; i < count; i++) payments.add(new PaymentReport("P" + i, 1L + random.nextInt(1000), null));
        long all = PaymentReport.sum(payments);
        Map<String, Long> back = new HashMap<>();
        for (long done = 0; done < all; ) {
            long fen = 1 + random.nextLong(all - done);
            List<PaymentReport> split = RefundRules.split(payments, done, fen);
            assertThat(PaymentReport.sum(split)).isEqualTo(fen);
            split.forEach(part -> back.merge(part.method(), part.amountFen(), Long::sum));
            done += fen;
        }
        payments.forEach(payment -> assertThat(back).containsEntry(payment.method(), payment.amountFen()));
    }
}
