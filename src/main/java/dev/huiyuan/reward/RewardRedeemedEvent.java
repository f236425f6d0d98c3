package dev.huiyuan.reward;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member got a reward: {@code reward.redeemed.v1}.
 *
 * @param redemptionId the redemption
 * @param memberId whose
 * @param rewardCode what
 * @param points what it cost
 * @param couponId the coupon that was issued, if it is one
 * @param redeemedAt when
 */
@RegisterForReflection
public record RewardRedeemedEvent(
        UUID redemptionId,
        UUID memberId,
        String rewardCode,
        long points,
        @Nullable UUID couponId,
        Instant redeemedAt) {
    /** The event's topic. */
    public static final String TOPIC = "reward.redeemed.v1";
}
