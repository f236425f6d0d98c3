package dev.huiyuan.order.pricing;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Programme;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Random baskets, coupons and discounts, small enough that they often meet. */
final class Bills {
    static final Instant NOW = Instant.parse("2026-11-08T04:00:00Z");
    static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");

    private Bills() {}

    /** A basket with what a member may take off it. */
    record Case(Basket basket, Entitlements entitlements) {
        Price price() {
            return price(Wish.BEST);
        }

        Price price(Wish wish) {
            return honoured(Pricing.price(basket, entitlements, wish));
        }

        Case with(List<Deal> deals) {
            Entitlements e = entitlements;
            return new Case(basket, new Entitlements(e.discounts(), e.combination(), e.freeItems(), deals, e.points()));
        }
    }

    static Price honoured(Priced priced) {
        if (priced instanceof Priced.Honoured honoured) return honoured.price();
        throw new AssertionError("refused: " + priced);
    }

    static Arbitrary<Case> cases(int lines, int deals) {
        return Combinators.combine(baskets(lines), entitlements(deals)).as(Case::new);
    }

    static Arbitrary<Basket> baskets(int most) {
        Arbitrary<Long> fee = Arbitraries.of(0L, 0L, 300L, 500L, 777L);
        return Combinators.combine(line().list().ofMinSize(1).ofMaxSize(most), fee, fee)
                .as((lines, delivery, packaging) ->
                        new Basket(STORE, Channel.DELIVERY, NOW, numbered(lines), delivery, packaging));
    }

    private static List<BasketLine> numbered(List<BasketLine> lines) {
        List<BasketLine> numbered = new ArrayList<>();
        for (BasketLine line : lines) {
            String ref = String.valueOf(numbered.size() + 1);
            numbered.add(new BasketLine(
                    ref,
                    null,
                    line.dishCode(),
                    line.categoryCode(),
                    line.unitPriceFen(),
                    line.upgradeFen(),
                    line.quantity()));
        }
        return numbered;
    }

    private static Arbitrary<BasketLine> line() {
        Arbitrary<Long> price = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 40),
                Arbitraries.longs().between(500, 9_999),
                Arbitraries.of(1_000L, 2_000L));
        return Combinators.combine(
                        Arbitraries.of("A", "B", "C", "D"),
                        price,
                        Arbitraries.integers().between(1, 4))
                .as((dish, fen, quantity) -> new BasketLine(
                        "", null, dish, category(dish), fen, dish.equals("D") ? Math.min(fen, 300) : 0, quantity));
    }

    private static @Nullable String category(String dish) {
        return switch (dish) {
            case "A", "B" -> "MAIN";
            case "C" -> null;
            default -> "DRINK";
        };
    }

    static Arbitrary<Entitlements> entitlements(int deals) {
        Arbitrary<Integer> tier = Arbitraries.of(0, 0, 5, 8, 15);
        Arbitrary<Integer> day = Arbitraries.of(0, 0, 0, 12, 20, 100);
        Arbitrary<Long> points = Arbitraries.of(0L, 50L, 777L, 100_000L);
        return Combinators.combine(
                        deal().list().ofMaxSize(deals),
                        tier,
                        day,
                        Arbitraries.of(Programme.Combination.class),
                        points,
                        Arbitraries.of(100, 30, 170))
                .as((found, tierPercent, dayPercent, how, available, perYuan) -> {
                    List<Entitlements.Discount> discounts = new ArrayList<>();
                    if (tierPercent > 0) discounts.add(tier(tierPercent));
                    if (dayPercent > 0) discounts.add(day(dayPercent));
                    return new Entitlements(
                            discounts,
                            how,
                            List.of(),
                            numberedDeals(found),
                            new Entitlements.PointsTerms(available, perYuan, 50));
                });
    }

    static Entitlements.Discount tier(int percent) {
        return new Entitlements.Discount(Entitlements.Origin.TIER, "tier-discount:gold", "gold", percent);
    }

    static Entitlements.Discount day(int percent) {
        return new Entitlements.Discount(Entitlements.Origin.OCCASION, "discount:member-day", "day", percent);
    }

    private static List<Deal> numberedDeals(List<Deal> deals) {
        List<Deal> numbered = new ArrayList<>();
        for (Deal deal : deals) numbered.add(deal(numbered.size(), deal));
        return numbered;
    }

    static Deal deal(int number, Deal deal) {
        return new Deal(
                new UUID(0, number + 1L),
                deal.templateCode(),
                deal.name(),
                deal.kind(),
                deal.amountOffFen(),
                deal.thresholdFen(),
                deal.percentOff(),
                deal.capFen(),
                deal.dishCodes(),
                deal.categoryCodes(),
                deal.stacking(),
                deal.expiresAt(),
                deal.refusal());
    }

    static Arbitrary<Deal> deal() {
        Arbitrary<Long> amount = Arbitraries.of(1L, 100L, 500L, 1_000L, 2_000L, 5_000L, 20_000L);
        Arbitrary<Long> threshold = Arbitraries.of(0L, 0L, 1_000L, 3_000L, 5_000L, 10_000L);
        Arbitrary<Integer> percent = Arbitraries.of(5, 10, 33, 50, 99);
        Arbitrary<Long> cap = Arbitraries.of(Long.MAX_VALUE, 200L, 1_500L);
        Arbitrary<Integer> scope = Arbitraries.integers().between(0, 5);
        Arbitrary<Deal.Stacking> stacking = Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.of("", "", "FREE", "G1", "G2"),
                        Arbitraries.of(true, true, false),
                        Arbitraries.of(true, true, false))
                .as((exclusive, group, tier, day) -> new Deal.Stacking(exclusive == 0, group, tier, day));
        return Combinators.combine(
                        Arbitraries.of(Deal.Kind.class),
                        amount,
                        threshold,
                        percent,
                        cap,
                        scope,
                        stacking,
                        Arbitraries.integers().between(0, 2))
                .as(Bills::deal);
    }

    private static Deal deal(
            Deal.Kind kind,
            long amount,
            long threshold,
            int percent,
            long cap,
            int scope,
            Deal.Stacking stacking,
            int day) {
        String group = stacking.group();
        if (group.isEmpty()) {
            group = switch (kind) {
                case EXCHANGE, UPGRADE -> "FREE";
                case AMOUNT, PERCENTAGE -> "DISCOUNT";
                case DELIVERY -> "DELIVERY";
            };
        }
        return new Deal(
                new UUID(0, 0),
                "T",
                "coupon",
                kind,
                kind == Deal.Kind.AMOUNT ? amount : 0,
                threshold,
                kind == Deal.Kind.PERCENTAGE ? percent : 0,
                kind == Deal.Kind.AMOUNT ? Long.MAX_VALUE : cap,
                switch (scope) {
                    case 0 -> Set.of("A");
                    case 1 -> Set.of("B", "C");
                    default -> Set.of();
                },
                scope == 2 ? Set.of("DRINK") : Set.of(),
                new Deal.Stacking(stacking.exclusive(), group, stacking.withTierDiscount(), stacking.withMemberDay()),
                NOW.plusSeconds(86_400L * (day + 1)),
                null);
    }

    static Wish exactly(Price price) {
        return new Wish(Optional.of(Set.copyOf(price.couponIds())), Wish.Points.NONE, Optional.empty());
    }
}
