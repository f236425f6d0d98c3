package dev.huiyuan.order.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.order.pricing.Bills.Case;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PricingProperties {
    @Provide
    Arbitrary<Case> small() {
        return Bills.cases(5, 7);
    }

    @Provide
    Arbitrary<Case> ordinary() {
        return Bills.cases(30, 20);
    }

    @Provide
    Arbitrary<Wish.Points> points() {
        return Arbitraries.of(Wish.Points.NONE, Wish.Points.MOST, new Wish.Points(1L));
    }

    @Property(tries = 3_000)
    void noCombinationLeavesLessToPay(@ForAll("small") Case bill) {
        Price price = bill.price();
        NaivePrice.Least least = NaivePrice.least(bill.basket(), bill.entitlements());
        assertThat(price.exhaustive()).isTrue();
        assertThat(price.payableFen()).isEqualTo(least.payableFen());
        assertThat(price.couponIds()).hasSize(least.coupons());
    }

    @Property(tries = 1_000)
    void paidAndTakenOffAreTheBasket(@ForAll("ordinary") Case bill, @ForAll("points") Wish.Points wanted) {
        if (wanted.equals(new Wish.Points(1L)) && bill.price().pointsUsable() < 1) return;
        Price price = bill.price(Wish.BEST.withPoints(wanted));
        long taken = price.applied().stream().mapToLong(Price.Applied::fen).sum();
        assertThat(price.payableFen() + taken).isEqualTo(bill.basket().totalFen());
        assertThat(price.discountFen() + price.pointsFen()).isEqualTo(taken);
        assertThat(price.goodsNetFen()).isEqualTo(netOfLines(price));
        assertThat(price.payableFen())
                .isEqualTo(netOfLines(price)
                        + price.delivery().netFen()
                        + price.packaging().netFen());
        assertThat(pointsOfParts(price)).isEqualTo(price.pointsSpent());
    }

    @Property(tries = 1_000)
    void everyLineAddsUpAndNoneIsBelowZero(@ForAll("ordinary") Case bill) {
        Price price = bill.price(Wish.BEST.withPoints(Wish.Points.MOST));
        for (Price.Line line : price.lines()) {
            assertThat(line.netFen()).isNotNegative();
            assertThat(line.netFen() + sum(line.shares())).isEqualTo(line.line().grossFen());
        }
        assertThat(price.delivery().netFen() + sum(price.delivery().shares()))
                .isEqualTo(price.delivery().grossFen());
        for (Price.Applied one : price.applied()) {
            assertThat(sharesOf(price, one.source())).isEqualTo(one.fen());
        }
    }

    @Property(tries = 1_000)
    void wishForTheBestCouponsGivesTheBestPrice(@ForAll("ordinary") Case bill) {
        Price best = bill.price();
        Price wished = bill.price(Bills.exactly(best));
        assertThat(wished.lines()).isEqualTo(best.lines());
        assertThat(wished.applied()).isEqualTo(best.applied());
        assertThat(wished.payableFen()).isEqualTo(best.payableFen());
    }

    @Property(tries = 500)
    void anotherCouponNeverRaisesTheBill(@ForAll("ordinary") Case bill) {
        List<Deal> deals = bill.entitlements().deals();
        if (deals.isEmpty()) return;
        Price without = bill.with(deals.subList(1, deals.size())).price();
        assertThat(bill.price().payableFen()).isLessThanOrEqualTo(without.payableFen());
    }

    @Property(tries = 500)
    void sequenceOfCouponsDoesNotMatter(@ForAll("ordinary") Case bill) {
        List<Deal> turned = new ArrayList<>(bill.entitlements().deals());
        java.util.Collections.reverse(turned);
        Price price = bill.price();
        Price other = bill.with(turned).price();
        assertThat(other.lines()).isEqualTo(price.lines());
        assertThat(other.applied()).isEqualTo(price.applied());
    }

    @Property(tries = 500)
    void thirtyLinesAndTwentyCouponsAreSearchedToTheEnd(@ForAll("ordinary") Case bill) {
        assertThat(bill.price().exhaustive()).isTrue();
    }

    @Property(tries = 500)
    void stoppedSearchStillGivesAValidPrice(@ForAll("ordinary") Case bill) {
        Price price = Bills.honoured(Pricing.price(bill.basket(), bill.entitlements(), Wish.BEST, 5_000));
        assertThat(price.payableFen()).isGreaterThanOrEqualTo(bill.price().payableFen());
        assertThat(bill.price(Bills.exactly(price)).payableFen()).isEqualTo(price.payableFen());
    }

    @Property(tries = 500)
    void pointsPayAtMostTheirShare(@ForAll("ordinary") Case bill) {
        Price without = bill.price();
        Price most = bill.price(Wish.BEST.withPoints(Wish.Points.MOST));
        assertThat(most.pointsFen()).isLessThanOrEqualTo(without.payableFen() / 2);
        assertThat(most.pointsSpent())
                .isEqualTo(without.pointsUsable())
                .isLessThanOrEqualTo(bill.entitlements().points().available());
        assertThat(most.payableFen()).isEqualTo(without.payableFen() - most.pointsFen());
    }

    private static long netOfLines(Price price) {
        return price.lines().stream().mapToLong(Price.Line::netFen).sum();
    }

    private static long pointsOfParts(Price price) {
        return price.lines().stream().mapToLong(Price.Line::points).sum()
                + price.delivery().points()
                + price.packaging().points();
    }

    private static long sum(List<Price.Share> shares) {
        return shares.stream().mapToLong(Price.Share::fen).sum();
    }

    private static long sharesOf(Price price, Price.Source source) {
        List<Price.Share> all = new ArrayList<>();
        price.lines().forEach(line -> all.addAll(line.shares()));
        all.addAll(price.delivery().shares());
        all.addAll(price.packaging().shares());
        return all.stream()
                .filter(share -> share.code().equals(source.code())
                        && java.util.Objects.equals(share.couponId(), source.couponId()))
                .mapToLong(Price.Share::fen)
                .sum();
    }
}
