package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may claim what. Stock and limit are decided under the stock's lock, by {@link IssueRules}. */
final class ClaimRules {
    private ClaimRules() {}

    /**
     * What stands against a claim, if anything does.
     *
     * @param member the member; null for an unknown one
     * @param tier the code of the member's tier; null for the lowest
     * @param tiers the programme's tiers, lowest first
     */
    static Optional<ProblemCode> refusal(
            CouponTemplate template,
            @Nullable MemberFacts member,
            @Nullable String tier,
            List<Programme.Tier> tiers,
            Instant now) {
        if (member == null) return Optional.of(ProblemCode.MEMBER_NOT_FOUND);
        if (member.state() == MemberState.CLOSED) return Optional.of(ProblemCode.MEMBER_CLOSED);
        if (!template.claimableAt(now)) return Optional.of(ProblemCode.COUPON_NOT_CLAIMABLE);
        if (!admits(template.minTier(), tier, tiers)) return Optional.of(ProblemCode.TIER_TOO_LOW);
        return Optional.empty();
    }

    /** Whether a tier is at least the lowest one that is asked for. A tier that the programme lost admits nobody. */
    static boolean admits(@Nullable String minTier, @Nullable String tier, List<Programme.Tier> tiers) {
        if (minTier == null) return true;
        int needed = rank(minTier, tiers);
        int actual = tier == null ? 0 : rank(tier, tiers);
        return needed >= 0 && actual >= needed;
    }

    private static int rank(String code, List<Programme.Tier> tiers) {
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).code().equals(code)) return i;
        }
        return -1;
    }
}
