package dev.huiyuan.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Programme;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SpreadProperties {
    /** What a programme may ask for one yuan at most. */
    private static final int DEAREST_YUAN = 100_000;

    private static final long MOST_POINTS = Basket.MAX_TOTAL_FEN / 100 * DEAREST_YUAN;

    @Provide
    Arbitrary<Long> totals() {
        Arbitrary<Long> any = Arbitraries.longs().between(0, MOST_POINTS);
        return Arbitraries.oneOf(any, Arbitraries.longs().between(MOST_POINTS - 1_000, MOST_POINTS));
    }

    /** Weights that together are up to the dearest bill, many of them just so. */
    @Provide
    Arbitrary<long[]> weights() {
        Arbitrary<long[]> any = Arbitraries.longs()
                .between(1, Basket.MAX_TOTAL_FEN / 202)
                .array(long[].class)
                .ofMinSize(1)
                .ofMaxSize(202);
        Arbitrary<long[]> dearest = any.map(SpreadProperties::filled);
        return Arbitraries.oneOf(any, dearest);
    }

    private static long[] filled(long[] weights) {
        long[] all = weights.clone();
        all[all.length / 2] += Basket.MAX_TOTAL_FEN - Arrays.stream(all).sum();
        return all;
    }

    @Property(tries = 1_000)
    void partsAreThoseOfExactArithmetic(@ForAll("totals") long total, @ForAll("weights") long[] weights) {
        long[] parts = Spread.over(total, weights);
        assertThat(parts).isEqualTo(exact(total, weights));
        assertThat(Arrays.stream(parts).sum()).isEqualTo(total);
    }

    /** The largest remainders get what is left over, of equals the first. */
    private static long[] exact(long total, long[] weights) {
        BigInteger sum = BigInteger.valueOf(Arrays.stream(weights).sum());
        List<BigInteger[]> shares = Arrays.stream(weights)
                .mapToObj(weight -> BigInteger.valueOf(total)
                        .multiply(BigInteger.valueOf(weight))
                        .divideAndRemainder(sum))
                .toList();
        long[] parts =
                shares.stream().mapToLong(share -> share[0].longValueExact()).toArray();
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, parts.length).boxed().toList());
        order.sort(Comparator.comparing((Integer i) -> shares.get(i)[1]).reversed());
        long left = total - Arrays.stream(parts).sum();
        for (int i = 0; i < left; i++) parts[order.get(i)]++;
        return parts;
    }

    @Test
    void dearestBillIsPaidWithTheDearestPoints() {
        BasketLine line = new BasketLine("1", null, "D", null, Basket.MAX_TOTAL_FEN, 0, 1);
        Basket basket = new Basket(Bills.STORE, Channel.STORE, Bills.NOW, List.of(line), 0, 0);
        Entitlements all = new Entitlements(
                List.of(),
                Programme.Combination.HIGHEST,
                List.of(),
                List.of(),
                new Entitlements.PointsTerms(Long.MAX_VALUE, DEAREST_YUAN, 100));
        Price price = Bills.honoured(Pricing.price(basket, all, Wish.BEST.withPoints(Wish.Points.MOST)));
        assertThat(price.payableFen()).isZero();
        assertThat(price.pointsSpent()).isEqualTo(MOST_POINTS);
        assertThat(price.lines().getFirst().points()).isEqualTo(MOST_POINTS);
    }

    @Test
    void nothingIsNoPlaceForSomething() {
        assertThatThrownBy(() -> Spread.over(1, new long[] {0, 0})).isInstanceOf(IllegalArgumentException.class);
        assertThat(Spread.over(0, new long[] {0, 0})).containsExactly(0, 0);
    }
}
