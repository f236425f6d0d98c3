package dev.huiyuan.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.order.pricing.Bills.Case;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RefundProperties {
    @Provide
    Arbitrary<Case> bills() {
        return Bills.cases(8, 6);
    }

    @Property(tries = 1_000)
    void unitsInAnyOrderAndGroupingGiveBackWhatWasPaid(@ForAll("bills") Case bill, @ForAll Random random) {
        Price price = bill.price(Wish.BEST.withPoints(Wish.Points.MOST));
        RefundPlan.Fees fees = RefundPlan.Fees.of(price);
        List<SoldLine> lines = price.lines().stream().map(SoldLine::of).toList();
        RefundPlan whole = Refunds.ofRest(lines, fees);
        assertThat(whole.moneyFen()).isEqualTo(price.payableFen());
        assertThat(whole.points()).isEqualTo(price.pointsSpent());
        assertThat(whole.last()).isTrue();
        long money = 0;
        long points = 0;
        boolean last = false;
        while (!last) {
            Map<String, Integer> asked = some(lines, random);
            RefundPlan plan = Refunds.of(lines, fees, asked);
            money += plan.moneyFen();
            points += plan.points();
            lines = after(lines, asked);
            last = plan.last();
            assertThat(plan.moneyFen()).isNotNegative();
            assertThat(plan.earningLeftFen()).isBetween(0L, price.goodsNetFen());
        }
        assertThat(money).isEqualTo(price.payableFen());
        assertThat(points).isEqualTo(price.pointsSpent());
    }

    private static Map<String, Integer> some(List<SoldLine> lines, Random random) {
        List<String> units = new ArrayList<>();
        for (SoldLine line : lines) {
            for (int i = line.refunded(); i < line.quantity(); i++) units.add(line.ref());
        }
        java.util.Collections.shuffle(units, random);
        Map<String, Integer> asked = new HashMap<>();
        units.subList(0, 1 + random.nextInt(units.size())).forEach(ref -> asked.merge(ref, 1, Integer::sum));
        return asked;
    }

    private static List<SoldLine> after(List<SoldLine> lines, Map<String, Integer> asked) {
        return lines.stream()
                .map(line -> new SoldLine(
                        line.ref(),
                        line.quantity(),
                        line.netFen(),
                        line.points(),
                        line.refunded() + asked.getOrDefault(line.ref(), 0)))
                .toList();
    }

    @Test
    void thirdOfAFenComesWithTheLastUnit() {
        List<SoldLine> lines = List.of(new SoldLine("1", 3, 100, 10, 0), new SoldLine("2", 1, 0, 0, 0));
        RefundPlan first = Refunds.of(lines, new RefundPlan.Fees(500, 5), Map.of("1", 1));
        assertThat(first.moneyFen()).isEqualTo(33);
        assertThat(first.points()).isEqualTo(3);
        assertThat(first.earningLeftFen()).isEqualTo(67);
        assertThat(first.last()).isFalse();
        List<SoldLine> left = List.of(new SoldLine("1", 3, 100, 10, 1), new SoldLine("2", 1, 0, 0, 0));
        RefundPlan rest = Refunds.ofRest(left, new RefundPlan.Fees(500, 5));
        assertThat(rest.moneyFen()).isEqualTo(567);
        assertThat(rest.points()).isEqualTo(12);
        assertThat(rest.last()).isTrue();
    }

    @Test
    void moreUnitsThanAreLeftAreRefused() {
        List<SoldLine> lines = List.of(new SoldLine("1", 2, 100, 0, 1));
        assertThatThrownBy(() -> Refunds.of(lines, RefundPlan.Fees.NONE, Map.of("1", 2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Refunds.of(lines, RefundPlan.Fees.NONE, Map.of("3", 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
