package dev.huiyuan.order.pricing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a basket costs a member. The order of things on a bill is that of the package's description. */
public final class Pricing {
    /**
     * How much the search for the best combination does before it stops, in additions to what is left of a line, each about a
     * nanosecond. It is beyond what 30 lines and 20 coupons need, and some ten milliseconds: it runs where requests do.
     */
    public static final long MAX_WORK = 10_000_000;

    private Pricing() {}

    /**
     * The price of a basket.
     *
     * @param basket what is on the bill
     * @param entitlements what the member may take off it
     * @param wish what shall be used: the best combination, or exactly what is named
     * @return the price, lowest to pay, of equals with the fewest coupons, of these with those that end soonest; or why the
     *     wish cannot be honoured. The best combination without points is never refused.
     */
    public static Priced price(Basket basket, Entitlements entitlements, Wish wish) {
        return price(basket, entitlements, wish, MAX_WORK);
    }

    static Priced price(Basket basket, Entitlements entitlements, Wish wish, long maxWork) {
        List<Regime> regimes = Regime.of(entitlements);
        List<Price.NotApplied> refused = new ArrayList<>(FreeItems.unknown(entitlements, wish));
        Search.@Nullable Found found = wish.coupons().isEmpty()
                ? new Search(basket, Shortlist.of(basket, entitlements.deals()), regimes, maxWork).run()
                : exactly(basket, entitlements, regimes, wish.coupons().get(), refused);
        if (found == null || !refused.isEmpty()) return new Priced.Refused(refused);
        Composition bill = Composition.of(basket, found.choice());
        PointsPart points = PointsPart.of(bill.payableFen(), entitlements.points(), wish.points());
        if (points.refusal() != null) {
            return new Priced.Refused(List.of(new Price.NotApplied(Price.Source.POINTS, points.refusal(), null)));
        }
        bill.points(points);
        List<Price.NotApplied> reasons = NotUsed.reasons(basket, entitlements, found, wish);
        return new Priced.Honoured(
                bill.price(reasons, FreeItems.chosen(entitlements, wish), points, found.exhaustive()));
    }

    /** Exactly these coupons with the discounts that leave the least to pay; null with reasons where that cannot be. */
    private static Search.@Nullable Found exactly(
            Basket basket,
            Entitlements entitlements,
            List<Regime> regimes,
            Set<UUID> wanted,
            List<Price.NotApplied> refused) {
        List<Candidate> coupons = wanted(basket, entitlements, wanted, refused);
        conflicts(coupons, refused);
        if (!refused.isEmpty()) return null;
        Choice best = null;
        List<Price.NotApplied> failures = List.of();
        for (int rank = 0; rank < regimes.size(); rank++) {
            Regime regime = regimes.get(rank);
            if (!coupons.stream().allMatch(one -> regime.allows(one.deal.stacking()))) continue;
            Trial.Result result = Trial.of(basket, regime, coupons, Trial.Silent.SILENT);
            // The last one is without any discount, where whatever can hold does.
            failures = result.failures();
            Choice choice = new Choice(result.payableFen(), coupons, regime, rank);
            if (result.holds() && (best == null || choice.isBetterThan(best))) best = choice;
        }
        if (best != null) return new Search.Found(best, true);
        refused.addAll(failures);
        return null;
    }

    private static List<Candidate> wanted(
            Basket basket, Entitlements entitlements, Set<UUID> wanted, List<Price.NotApplied> refused) {
        Map<UUID, Deal> known = new HashMap<>();
        entitlements.deals().forEach(deal -> known.put(deal.couponId(), deal));
        List<Candidate> coupons = new ArrayList<>();
        for (UUID id : wanted.stream().sorted().toList()) {
            Deal deal = known.get(id);
            if (deal == null) {
                refused.add(new Price.NotApplied(Sources.unknown(id), Reason.UNKNOWN, null));
            } else if (deal.refusal() != null) {
                refused.add(new Price.NotApplied(Sources.of(deal), deal.refusal(), null));
            } else {
                coupons.add(new Candidate(deal, basket));
            }
        }
        return coupons.stream().sorted(Candidate.IN_ORDER).toList();
    }

    /** Of coupons that do not go together, those that come later in their order are refused. */
    private static void conflicts(List<Candidate> coupons, List<Price.NotApplied> refused) {
        for (int i = 0; i < coupons.size(); i++) {
            Deal deal = coupons.get(i).deal;
            boolean goesTogether = coupons.subList(0, i).stream()
                    .allMatch(other -> deal.stacking().allows(other.deal.stacking()));
            if (!goesTogether) refused.add(new Price.NotApplied(Sources.of(deal), Reason.NOT_COMBINABLE, null));
        }
    }
}
