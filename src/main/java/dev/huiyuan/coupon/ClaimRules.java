package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.TierOrder;
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
        if (!TierOrder.admits(template.minTier(), tier, tiers)) return Optional.of(ProblemCode.TIER_TOO_LOW);
        return Optional.empty();
    }
}
