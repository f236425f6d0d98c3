package dev.huiyuan.reward;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reward as redemption sees it.
 *
 * @param id its id
 * @param code its code
 * @param name its name for people
 * @param description what it is
 * @param points what it costs
 * @param templateCode the template of the coupon that is issued for it
 * @param minTier the lowest tier that may redeem it
 * @param availableFrom from when
 * @param availableUntil until when, exclusive
 * @param limited whether the stock has a limit
 * @param limitPerMember how often a member may redeem it
 * @param state whether it can be redeemed
 */
record Reward(
        UUID id,
        String code,
        String name,
        String description,
        long points,
        String templateCode,
        @Nullable String minTier,
        @Nullable Instant availableFrom,
        @Nullable Instant availableUntil,
        boolean limited,
        @Nullable Integer limitPerMember,
        RewardState state) {
    /** Whether it can be redeemed at an instant. */
    boolean availableAt(Instant now) {
        return state == RewardState.ACTIVE
                && (availableFrom == null || !now.isBefore(availableFrom))
                && (availableUntil == null || now.isBefore(availableUntil));
    }
}
