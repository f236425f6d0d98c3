package dev.huiyuan.order;

import dev.huiyuan.coupon.OwnedCoupon;
import dev.huiyuan.member.MemberFacts;
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
 * @param usedToday the codes of what came free today and was used
 * @param maySpend whether coupons, points and what comes free may be used: the member asks, or is present
 */
record BillFacts(
        MemberFacts member,
        @Nullable String tier,
        List<OwnedCoupon> coupons,
        long points,
        Set<String> usedToday,
        boolean maySpend) {
    BillFacts {
        coupons = List.copyOf(coupons);
        usedToday = Set.copyOf(usedToday);
    }
}
