package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Why things that a member has are not on the bill. */
final class NotUsed {
    private final Basket basket;
    private final Search.Found found;
    private final Trial.Result result;
    private final Bill bill;

    private NotUsed(Basket basket, Search.Found found) {
        this.basket = basket;
        this.found = found;
        Choice choice = found.choice();
        result = Trial.of(basket, choice.regime(), choice.coupons(), Trial.Silent.SILENT);
        bill = new Bill(basket);
        for (Candidate used : choice.coupons()) {
            if (used.deal.kind().isForUnit()) bill.take(used);
        }
    }

    static List<Price.NotApplied> reasons(Basket basket, Entitlements entitlements, Search.Found found, Wish wish) {
        NotUsed notUsed = new NotUsed(basket, found);
        List<Price.NotApplied> reasons = new ArrayList<>(notUsed.discounts(entitlements));
        Set<UUID> used = new HashSet<>();
        found.choice().coupons().forEach(one -> used.add(one.id()));
        for (Deal deal : entitlements.deals()) {
            if (used.contains(deal.couponId())) continue;
            // Who named the coupons knows why another one is not among them.
            if (wish.coupons().isPresent() && deal.refusal() == null) continue;
            reasons.add(notUsed.reason(deal));
        }
        return reasons;
    }

    private List<Price.NotApplied> discounts(Entitlements entitlements) {
        List<Entitlements.Discount> counting = found.choice().regime().discounts();
        boolean highest = found.choice().regime().equals(Regime.of(entitlements).getFirst());
        return entitlements.discounts().stream()
                .filter(one -> !counting.contains(one))
                .map(one ->
                        new Price.NotApplied(Sources.of(one), highest ? Reason.LOWER_DISCOUNT : Reason.GIVES_WAY, null))
                .toList();
    }

    private Price.NotApplied reason(Deal deal) {
        Price.Source source = Sources.of(deal);
        if (deal.refusal() != null) return new Price.NotApplied(source, deal.refusal(), null);
        Candidate coupon = new Candidate(deal, basket);
        if (!coupon.findsAnything(basket)) return new Price.NotApplied(source, Reason.NOTHING_TO_TAKE_OFF, null);
        long missing = deal.thresholdFen() - coupon.basis(result.afterDiscounts());
        if (missing > 0) return new Price.NotApplied(source, Reason.THRESHOLD_NOT_MET, missing);
        return new Price.NotApplied(source, withoutThreshold(coupon), null);
    }

    private Reason withoutThreshold(Candidate coupon) {
        Choice choice = found.choice();
        boolean goesTogether = choice.coupons().stream()
                .allMatch(other -> coupon.deal.stacking().allows(other.deal.stacking()));
        if (!goesTogether) return Reason.NOT_COMBINABLE;
        if (!choice.regime().allows(coupon.deal.stacking())) return Reason.NOT_WITH_DISCOUNT;
        if (coupon.deal.kind().isForUnit() && bill.take(coupon).fen() == 0) return Reason.NOTHING_TO_TAKE_OFF;
        return found.exhaustive() ? Reason.NOT_NEEDED : Reason.NOT_TRIED;
    }
}
