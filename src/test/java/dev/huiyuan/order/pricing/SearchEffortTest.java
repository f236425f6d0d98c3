package dev.huiyuan.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Programme;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Baskets and coupons that are made to be hard: many different exchanges below thresholds, many that add up. */
class SearchEffortTest {
    private static final int TRIES = 300;

    private static final List<Entitlements.Discount> DISCOUNTS = List.of(Bills.tier(10), Bills.day(12));

    @Test
    void manyDifferentExchangesBelowThresholds() {
        assertAllSearched(12, 8);
    }

    @Test
    void manyThatAddUp() {
        assertAllSearched(0, 20);
    }

    @Test
    void mostlyExchanges() {
        assertAllSearched(18, 2);
    }

    @Test
    void hugeBasketWithMoreCouponsThanCanBeComparedIsLittleWork() {
        for (int units : new int[] {0, 20, 90, 180}) {
            Bills.Case bill = bill(new Random(units), 200, units, 180 - units);
            requirePartOfIt(bill);
            requirePartOfIt(bill.with(bill.entitlements().deals().stream()
                    .map(SearchEffortTest::free)
                    .toList()));
        }
    }

    private static void requirePartOfIt(Bills.Case bill) {
        requireLittleWork(bill);
        Price price = bill.price();
        assertThat(price.exhaustive()).isFalse();
        assertThat(price.couponIds()).isNotEmpty();
        assertThat(bill.price(Bills.exactly(price)).payableFen()).isEqualTo(price.payableFen());
    }

    private static Deal free(Deal deal) {
        return inGroup(deal, Deal.Stacking.ANY_NUMBER);
    }

    private static Deal inGroup(Deal deal, String group) {
        return new Deal(
                deal.couponId(),
                deal.templateCode(),
                deal.name(),
                deal.kind(),
                deal.amountOffFen(),
                deal.thresholdFen(),
                deal.percentOff(),
                deal.capFen(),
                deal.dishCodes(),
                deal.categoryCodes(),
                new Deal.Stacking(false, group, true, true),
                deal.expiresAt(),
                null);
    }

    private static void requireLittleWork(Bills.Case bill) {
        Shortlist shortlist = Shortlist.of(bill.basket(), bill.entitlements().deals());
        assertThat(shortlist.candidates()).hasSizeLessThanOrEqualTo(Shortlist.MAX_COUPONS);
        Search search = new Search(bill.basket(), shortlist, Regime.of(bill.entitlements()), Pricing.MAX_WORK);
        search.run();
        assertThat(search.work()).isLessThanOrEqualTo(Pricing.MAX_WORK);
    }

    @Test
    void equalOnesThatDoNotGoTogetherAreOne() {
        Bills.Case bill = bill(new Random(7), 200, 0, 1);
        Deal one = bill.entitlements().deals().getFirst();
        List<Deal> spares = new ArrayList<>();
        for (int i = 0; i < 180; i++) spares.add(Bills.deal(i, inGroup(one, "G1")));
        assertThat(bill.with(spares).price().exhaustive()).isTrue();
        spares.add(Bills.deal(180, inGroup(one, "G2")));
        assertThat(Shortlist.of(bill.basket(), spares).candidates()).hasSize(2);
        List<Deal> together = new ArrayList<>();
        for (int i = 0; i < 41; i++) together.add(Bills.deal(i, inGroup(one, Deal.Stacking.ANY_NUMBER)));
        assertThat(Shortlist.of(bill.basket(), together).complete()).isFalse();
    }

    private static void assertAllSearched(int units, int goods) {
        Random random = new Random(units * 100L + goods);
        for (int i = 0; i < TRIES; i++) {
            Bills.Case bill = bill(random, 30, units, goods);
            requireLittleWork(bill);
            assertThat(bill.price().exhaustive()).isTrue();
        }
    }

    private static Bills.Case bill(Random random, int count, int units, int goods) {
        List<BasketLine> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(new BasketLine(
                    String.valueOf(i),
                    null,
                    "D" + i,
                    "C" + i % 5,
                    500 + random.nextInt(5_000),
                    0,
                    1 + random.nextInt(2)));
        }
        long total = lines.stream().mapToLong(BasketLine::grossFen).sum();
        List<Deal> deals = new ArrayList<>();
        for (int i = 0; i < units; i++) {
            deals.add(deal(deals.size(), Deal.Kind.EXCHANGE, 0, 0, Set.of("D" + i), Set.of(), "FREE"));
        }
        for (int i = 0; i < goods; i++) {
            long threshold = total * (50 + random.nextInt(45)) / 100;
            String group = random.nextBoolean() ? "DISCOUNT" : random.nextBoolean() ? "FREE" : "G" + random.nextInt(6);
            boolean scoped = random.nextInt(3) == 0;
            deals.add(deal(
                    deals.size(),
                    Deal.Kind.AMOUNT,
                    500 + random.nextInt(8_000),
                    scoped ? threshold / 5 : threshold,
                    Set.of(),
                    scoped ? Set.of("C" + random.nextInt(5)) : Set.of(),
                    group));
        }
        Entitlements all = new Entitlements(
                DISCOUNTS, Programme.Combination.HIGHEST, List.of(), deals, new Entitlements.PointsTerms(0, 100, 50));
        return new Bills.Case(new Basket(Bills.STORE, Channel.STORE, Bills.NOW, lines, 0, 0), all);
    }

    private static Deal deal(
            int number,
            Deal.Kind kind,
            long amount,
            long threshold,
            Set<String> dishes,
            Set<String> categories,
            String group) {
        return Bills.deal(
                number,
                new Deal(
                        Bills.STORE,
                        "T",
                        "coupon",
                        kind,
                        amount,
                        threshold,
                        0,
                        Long.MAX_VALUE,
                        dishes,
                        categories,
                        new Deal.Stacking(false, group, number % 4 > 0, number % 5 > 0),
                        Bills.NOW.plusSeconds(86_400L + number),
                        null));
    }
}
