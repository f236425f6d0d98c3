package dev.huiyuan.order;

import dev.huiyuan.order.pricing.Basket;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.order.pricing.Wish;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A price that was promised, with what it rests on.
 *
 * @param id its id
 * @param memberId to whom
 * @param basket what it is the price of
 * @param programmeVersion by which rules
 * @param tier the member's tier
 * @param couponIds the coupons that it uses
 * @param points the points that it spends
 * @param freeItems the codes of what comes free with it
 * @param dishes the menu's fingerprint of each line's dish; empty where the caller's prices are trusted
 * @param maySpend whether coupons, points and free items could be used
 * @param payableFen what is to be paid, in fen
 * @param validUntil until when it holds, exclusive
 */
record Quote(
        UUID id,
        UUID memberId,
        Basket basket,
        int programmeVersion,
        @Nullable String tier,
        List<UUID> couponIds,
        long points,
        List<String> freeItems,
        List<String> dishes,
        boolean maySpend,
        long payableFen,
        Instant validUntil) {
    Quote {
        couponIds = List.copyOf(couponIds);
        freeItems = List.copyOf(freeItems);
        dishes = List.copyOf(dishes);
    }

    /** What it is for whom. */
    record Offer(UUID memberId, Basket basket, List<String> dishes) {}

    static Quote of(UUID id, Offer offer, BillFacts facts, int programmeVersion, Price price, Instant validUntil) {
        return new Quote(
                id,
                offer.memberId,
                offer.basket,
                programmeVersion,
                facts.tier(),
                price.couponIds(),
                price.pointsSpent(),
                price.freeItems().stream().map(item -> item.code()).toList(),
                offer.dishes,
                facts.maySpend(),
                price.payableFen(),
                validUntil);
    }

    /** Whether it uses what only a member who is present can use. */
    boolean spends() {
        return !couponIds.isEmpty() || points > 0 || !freeItems.isEmpty();
    }

    /** The same without its id, its times and the rules behind it: what is bought and used, and what it costs. */
    Quote content() {
        Basket timeless = new Basket(
                basket.storeId(),
                basket.channel(),
                Instant.EPOCH,
                basket.lines(),
                basket.deliveryFen(),
                basket.packagingFen());
        return new Quote(
                new UUID(0, 0),
                memberId,
                timeless,
                0,
                null,
                couponIds,
                points,
                freeItems,
                List.of(),
                maySpend,
                payableFen,
                Instant.EPOCH);
    }

    /** The same things again. */
    Wish wish() {
        return new Wish(
                Optional.of(Set.copyOf(couponIds)), new Wish.Points(points), Optional.of(Set.copyOf(freeItems)));
    }
}
