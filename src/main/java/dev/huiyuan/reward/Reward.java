package dev.huiyuan.reward;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A reward as redemption sees it.
 *
 * @param id its id
 * @param code its code
 * @param name its name for people
 * @param description what it is
 * @param kind what it is
 * @param content what exactly
 * @param points what it costs
 * @param priceFen what it costs besides, in fen
 * @param minTier the lowest tier that may redeem it
 * @param availableFrom from when
 * @param availableUntil until when, exclusive
 * @param limited whether the stock has a limit
 * @param limitPerMember how often a member may redeem it
 * @param limitPerDay how often a member may redeem it on one day
 * @param storeIds where it is handed over; empty for everywhere
 * @param channels where it is redeemed; empty for everywhere
 * @param pickupDays for how many days it is reserved; null for the usual time
 * @param state whether it can be redeemed
 * @param version its version
 */
record Reward(
        UUID id,
        String code,
        String name,
        String description,
        RewardKind kind,
        Content content,
        long points,
        long priceFen,
        @Nullable String minTier,
        @Nullable Instant availableFrom,
        @Nullable Instant availableUntil,
        boolean limited,
        @Nullable Integer limitPerMember,
        @Nullable Integer limitPerDay,
        List<UUID> storeIds,
        Set<Channel> channels,
        @Nullable Integer pickupDays,
        RewardState state,
        int version) {
    /**
     * What exactly is given: the one that belongs to the kind.
     *
     * @param templateCode the template of a coupon
     * @param dishCode the dish
     * @param drawCode the draw of a ticket
     * @param poolId the pool of a voucher
     */
    record Content(
            @Nullable String templateCode,
            @Nullable String dishCode,
            @Nullable String drawCode,
            @Nullable UUID poolId) {}

    /** Whether it can be redeemed at an instant. */
    boolean availableAt(Instant now) {
        return state == RewardState.ACTIVE
                && (availableFrom == null || !now.isBefore(availableFrom))
                && (availableUntil == null || now.isBefore(availableUntil));
    }

    /** Whether it is handed over in a store; any store does where none is named yet. */
    boolean isIn(@Nullable UUID storeId) {
        return storeId == null || storeIds.isEmpty() || storeIds.contains(storeId);
    }

    /** Whether it waits for somebody to hand it over or to take money. */
    boolean isReserved() {
        return kind.isHandedOver() || priceFen > 0;
    }
}
