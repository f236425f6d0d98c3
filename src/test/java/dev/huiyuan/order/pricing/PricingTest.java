package dev.huiyuan.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PricingTest {
    private static final Entitlements.PointsTerms NO_POINTS = new Entitlements.PointsTerms(0, 100, 50);

    private final List<BasketLine> lines = new ArrayList<>();
    private final List<Deal> deals = new ArrayList<>();
    private final List<Entitlements.Discount> discounts = new ArrayList<>();
    private Programme.Combination combination = Programme.Combination.HIGHEST;
    private Entitlements.PointsTerms points = NO_POINTS;
    private long deliveryFen;

    private void line(String dish, long priceFen, int quantity) {
        line(dish, priceFen, 0, quantity);
    }

    private void line(String dish, long priceFen, long upgradeFen, int quantity) {
        lines.add(new BasketLine(
                String.valueOf(lines.size() + 1), null, dish, "C-" + dish, priceFen, upgradeFen, quantity));
    }

    /** A coupon for dishes, all where none is named; it ends later than those before. */
    private UUID deal(Deal.Kind kind, long figure, long thresholdFen, String... dishes) {
        return deal(kind, figure, thresholdFen, stacking(kind), dishes);
    }

    private UUID deal(Deal.Kind kind, long figure, long thresholdFen, Deal.Stacking stacking, String... dishes) {
        Deal deal = new Deal(
                UUID.randomUUID(),
                "T",
                "coupon",
                kind,
                kind == Deal.Kind.AMOUNT ? figure : 0,
                thresholdFen,
                kind == Deal.Kind.PERCENTAGE ? Math.toIntExact(figure) : 0,
                kind == Deal.Kind.AMOUNT || kind == Deal.Kind.PERCENTAGE || figure == 0 ? Long.MAX_VALUE : figure,
                Set.of(dishes),
                Set.of(),
                stacking,
                Bills.NOW.plus(Duration.ofDays(deals.size() + 1L)),
                null);
        deals.add(deal);
        return deal.couponId();
    }

    private static Deal.Stacking stacking(Deal.Kind kind) {
        String group = switch (kind) {
            case EXCHANGE, UPGRADE -> "FREE";
            case AMOUNT, PERCENTAGE -> "DISCOUNT";
            case DELIVERY -> "DELIVERY";
        };
        return new Deal.Stacking(false, group, true, true);
    }

    private Priced priced(Wish wish) {
        Basket basket = new Basket(Bills.STORE, Channel.STORE, Bills.NOW, lines, deliveryFen, 0);
        return Pricing.price(basket, new Entitlements(discounts, combination, List.of(), deals, points), wish);
    }

    private Price best() {
        return Bills.honoured(priced(Wish.BEST));
    }

    @Test
    void exchangeTakesTheDearestUnitOfItsDish() {
        line("A", 1_000, 3);
        line("A", 1_500, 1);
        deal(Deal.Kind.EXCHANGE, 0, 0, "A");
        deal(Deal.Kind.EXCHANGE, 0, 0, "A");
        Price price = best();
        assertThat(price.lines()).extracting(Price.Line::netFen).containsExactly(2_000L, 0L);
        assertThat(price.applied()).extracting(Price.Applied::fen).containsExactly(1_500L, 1_000L);
    }

    @Test
    void couponForFewerLinesChoosesFirst() {
        line("A", 3_000, 1);
        line("B", 2_000, 1);
        deal(Deal.Kind.EXCHANGE, 0, 0, "A", "B");
        deal(Deal.Kind.EXCHANGE, 0, 0, "A");
        assertThat(best().payableFen()).isZero();
    }

    @Test
    void exchangeIsCappedAndUpgradeTakesTheSurcharge() {
        line("A", 3_000, 1);
        line("D", 1_500, 300, 2);
        deal(Deal.Kind.EXCHANGE, 2_000, 0, "A");
        deal(Deal.Kind.UPGRADE, 0, 0);
        Price price = best();
        assertThat(price.lines()).extracting(Price.Line::netFen).containsExactly(1_000L, 2_700L);
    }

    @Test
    void ofEqualCouponsTheSoonestToEndIsUsed() {
        line("A", 3_000, 1);
        UUID first = deal(Deal.Kind.AMOUNT, 500, 0);
        deal(Deal.Kind.AMOUNT, 500, 0);
        assertThat(best().couponIds()).containsExactly(first);
        assertThat(best().notApplied()).extracting(Price.NotApplied::reason).containsExactly(Reason.NOT_COMBINABLE);
    }

    @Test
    void noCouponIsWastedOnWhatIsFreeAnyway() {
        line("A", 800, 1);
        deal(Deal.Kind.AMOUNT, 500, 0);
        UUID enough = deal(Deal.Kind.AMOUNT, 900, 0, new Deal.Stacking(false, "OTHER", true, true));
        Price price = best();
        assertThat(price.couponIds()).containsExactly(enough);
        assertThat(price.notApplied()).extracting(Price.NotApplied::reason).containsExactly(Reason.NOT_NEEDED);
    }

    @Test
    void thresholdIsJudgedAfterExchangesAndDiscountsOnItsOwnLines() {
        line("A", 10_000, 1);
        line("B", 5_000, 2);
        discounts.add(Bills.tier(10));
        UUID onB = deal(Deal.Kind.AMOUNT, 2_000, 9_000, "B");
        assertThat(best().couponIds()).containsExactly(onB);
        deal(Deal.Kind.EXCHANGE, 0, 0, "B");
        Price price = best();
        assertThat(price.payableFen()).isEqualTo(13_500);
        assertThat(price.notApplied()).singleElement().satisfies(reason -> {
            assertThat(reason.reason()).isEqualTo(Reason.THRESHOLD_NOT_MET);
            assertThat(reason.missingFen()).isEqualTo(4_500);
        });
    }

    @Test
    void exchangeIsLeftOutWhereAThresholdIsWorthMore() {
        line("A", 9_700, 1);
        line("B", 300, 1);
        UUID big = deal(Deal.Kind.AMOUNT, 2_000, 10_000);
        deal(Deal.Kind.EXCHANGE, 0, 0, "B");
        assertThat(best().couponIds()).containsExactly(big);
    }

    @Test
    void discountsCombineAsTheProgrammeSays() {
        line("A", 10_001, 1);
        discounts.add(Bills.tier(10));
        discounts.add(Bills.day(12));
        assertThat(best().payableFen()).isEqualTo(8_801);
        combination = Programme.Combination.ADD;
        assertThat(best().payableFen()).isEqualTo(7_801);
        combination = Programme.Combination.MULTIPLY;
        assertThat(best().payableFen()).isEqualTo(7_921);
        assertThat(best().applied()).extracting(Price.Applied::fen).containsExactly(945L, 1_135L);
    }

    @Test
    void leftOverFenGoToTheLargestRemaindersAndOfEqualsToTheFirst() {
        line("A", 100, 1);
        line("B", 100, 1);
        line("C", 100, 1);
        deal(Deal.Kind.AMOUNT, 100, 0);
        assertThat(best().lines()).extracting(Price.Line::netFen).containsExactly(66L, 67L, 67L);
    }

    @Test
    void deliveryCouponPaysTheFeeUpToItsCap() {
        line("A", 1_000, 1);
        deliveryFen = 800;
        deal(Deal.Kind.DELIVERY, 500, 2_000);
        assertThat(best().payableFen()).isEqualTo(1_800);
        deal(Deal.Kind.DELIVERY, 500, 0);
        assertThat(best().delivery().netFen()).isEqualTo(300);
        assertThat(best().goodsNetFen()).isEqualTo(1_000);
    }

    @Test
    void pointsAreSpentForWholeFenOnly() {
        line("A", 1_000, 1);
        points = new Entitlements.PointsTerms(1_000, 170, 50);
        Price price = Bills.honoured(priced(Wish.BEST.withPoints(new Wish.Points(100L))));
        assertThat(price.pointsFen()).isEqualTo(58);
        assertThat(price.pointsSpent()).isEqualTo(99);
        assertThat(Bills.honoured(priced(Wish.BEST.withPoints(Wish.Points.MOST)))
                        .pointsFen())
                .isEqualTo(500);
    }

    @Test
    void pointsBeyondTheShareOrTheBalanceAreRefused() {
        line("A", 1_000, 1);
        points = new Entitlements.PointsTerms(600, 100, 50);
        assertRefused(Wish.BEST.withPoints(new Wish.Points(501L)), Reason.POINTS_OVER_LIMIT);
        assertRefused(Wish.BEST.withPoints(new Wish.Points(601L)), Reason.POINTS_INSUFFICIENT);
    }

    @Test
    void wishedCouponsThatDoNotFitAreRefused() {
        line("A", 1_000, 1);
        UUID high = deal(Deal.Kind.AMOUNT, 100, 2_000);
        UUID nothing = deal(Deal.Kind.EXCHANGE, 0, 0, "B");
        UUID five = deal(Deal.Kind.AMOUNT, 500, 0);
        UUID six = deal(Deal.Kind.AMOUNT, 600, 0);
        assertRefused(Wish.exactly(Set.of(high)), Reason.THRESHOLD_NOT_MET);
        assertRefused(Wish.exactly(Set.of(nothing)), Reason.NOTHING_TO_TAKE_OFF);
        assertRefused(Wish.exactly(Set.of(five, six)), Reason.NOT_COMBINABLE);
        assertRefused(Wish.exactly(Set.of(UUID.randomUUID())), Reason.UNKNOWN);
        assertRefused(new Wish(Optional.empty(), Wish.Points.NONE, Optional.of(Set.of("free-item:x"))), Reason.UNKNOWN);
    }

    private void assertRefused(Wish wish, Reason reason) {
        assertThat(priced(wish))
                .isInstanceOfSatisfying(
                        Priced.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .extracting(Price.NotApplied::reason)
                                .containsExactly(reason));
    }

    @Test
    void everythingFreeCostsNothing() {
        line("A", 0, 2);
        line("B", 700, 1);
        discounts.add(Bills.day(100));
        deal(Deal.Kind.AMOUNT, 500, 0);
        Price price = best();
        assertThat(price.payableFen()).isZero();
        assertThat(price.couponIds()).isEmpty();
    }

    @Test
    void largestBillsAreStillExact() {
        for (int i = 0; i < Basket.MAX_LINES; i++) line("A" + i, 500_000, 1);
        discounts.add(Bills.tier(33));
        deal(Deal.Kind.PERCENTAGE, 33, 0);
        points = new Entitlements.PointsTerms(Long.MAX_VALUE, 100_000, 50);
        Price price = Bills.honoured(priced(Wish.BEST.withPoints(Wish.Points.MOST)));
        long net = price.lines().stream().mapToLong(Price.Line::netFen).sum();
        assertThat(net).isEqualTo(price.payableFen());
        assertThat(price.lines().stream().mapToLong(Price.Line::points).sum()).isEqualTo(price.pointsSpent());
    }

    @Test
    void basketsOutOfRangeCannotBeMade() {
        assertThatThrownBy(() -> line("A", -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> line("A", 1, 0)).isInstanceOf(IllegalArgumentException.class);
        line("A", BasketLine.MAX_UNIT_PRICE_FEN, 2);
        assertThatThrownBy(this::best).isInstanceOf(IllegalArgumentException.class);
    }
}
