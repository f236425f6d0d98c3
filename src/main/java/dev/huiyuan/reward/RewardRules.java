package dev.huiyuan.reward;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may redeem what. Stock, limit and points are decided where they are taken. */
final class RewardRules {
    private RewardRules() {}

    /**
     * What stands against a redemption, if anything does.
     *
     * @param member the member; null for an unknown one
     * @param tier the code of the member's tier; null for the lowest
     * @param tiers the programme's tiers, lowest first
     */
    static Optional<ProblemCode> refusal(
            Reward reward,
            @Nullable MemberFacts member,
            @Nullable String tier,
            List<Programme.Tier> tiers,
            Instant now) {
        if (member == null) return Optional.of(ProblemCode.MEMBER_NOT_FOUND);
        if (member.state() == MemberState.UNCONFIRMED) return Optional.of(ProblemCode.MEMBER_UNCONFIRMED);
        if (member.state() == MemberState.CLOSED) return Optional.of(ProblemCode.MEMBER_CLOSED);
        if (!reward.availableAt(now)) return Optional.of(ProblemCode.REWARD_NOT_AVAILABLE);
        return admits(reward.minTier(), tier, tiers) ? Optional.empty() : Optional.of(ProblemCode.TIER_TOO_LOW);
    }

    private static boolean admits(@Nullable String minTier, @Nullable String tier, List<Programme.Tier> tiers) {
        if (minTier == null) return true;
        List<String> codes = tiers.stream().map(Programme.Tier::code).toList();
        int needed = codes.indexOf(minTier);
        int actual = tier == null ? 0 : codes.indexOf(tier);
        return needed >= 0 && actual >= needed;
    }
}
