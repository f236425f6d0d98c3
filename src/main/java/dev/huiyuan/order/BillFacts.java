package dev.huiyuan.order;

import dev.huiyuan.coupon.OwnedCoupon;
import dev.huiyuan.member.MemberFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a member when a bill is priced.
 *
 * @param member the member
 * @param tier the code of the member's tier, if there is one
 * @param coupons the member's coupons, with their terms
 * @param points how many points can be spent
 * @param earnedToday how many points the day's orders have earned, as far as the programme limits what a day earns
 * @param usedToday the codes of what came free today and was used
 * @param maySpend whether coupons, points and what comes free may be used: the member asks, or is present
 */
record BillFacts(
        MemberFacts member,
        @Nullable String tier,
        List<OwnedCoupon> coupons,
        long points,
        long earnedToday,
        Set<String> usedToday,
        boolean maySpend) {
    BillFacts {
        coupons = List.copyOf(coupons);
        usedToday = Set.copyOf(usedToday);
    }

    /** The same, where some of what came free was used for the bill itself. */
    BillFacts without(Set<String> ofTheBill) {
        Set<String> others = new HashSet<>(usedToday);
        others.removeAll(ofTheBill);
        return new BillFacts(member, tier, coupons, points, earnedToday, others, maySpend);
    }
}
