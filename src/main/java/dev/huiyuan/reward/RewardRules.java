package dev.huiyuan.reward;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.TierOrder;
import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who may redeem what. Stock, limit and points are decided where they are taken. */
final class RewardRules {
    private RewardRules() {}

    /**
     * Who wants it.
     *
     * @param member the member; null for an unknown one
     * @param tier the code of the member's tier; null for the lowest
     * @param tiers the programme's tiers, lowest first
     */
    record Standing(@Nullable MemberFacts member, @Nullable String tier, List<Programme.Tier> tiers) {}

    /** What stands against a redemption, if anything does. */
    static Optional<ProblemCode> refusal(Reward reward, RedemptionPlace place, Standing who, Instant now) {
        if (who.member == null) return Optional.of(ProblemCode.MEMBER_NOT_FOUND);
        if (who.member.state() == MemberState.UNCONFIRMED) return Optional.of(ProblemCode.MEMBER_UNCONFIRMED);
        if (who.member.state() == MemberState.CLOSED) return Optional.of(ProblemCode.MEMBER_CLOSED);
        if (!reward.availableAt(now)) return Optional.of(ProblemCode.REWARD_NOT_AVAILABLE);
        if (!reward.isIn(place.storeId())) return Optional.of(ProblemCode.REWARD_NOT_IN_STORE);
        boolean channel = reward.channels().isEmpty() || reward.channels().contains(place.channel());
        if (!channel) return Optional.of(ProblemCode.REWARD_CHANNEL_REFUSED);
        return TierOrder.admits(reward.minTier(), who.tier, who.tiers)
                ? Optional.empty()
                : Optional.of(ProblemCode.TIER_TOO_LOW);
    }

    /** Until when a reward is reserved: what is handed over for days, what only waits for its money for minutes. */
    static Instant reservedUntil(Reward reward, RewardConfig config, Instant now) {
        if (!reward.kind().isHandedOver()) return now.plus(config.paymentTimeout());
        int days = reward.pickupDays() == null ? config.pickupDays() : reward.pickupDays();
        return now.plus(Duration.ofDays(days));
    }
}
