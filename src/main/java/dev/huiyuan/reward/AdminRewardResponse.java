package dev.huiyuan.reward;

import dev.huiyuan.programme.Channel;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A reward as administrators see it.
 *
 * @param id its id
 * @param code its code
 * @param name its name for people
 * @param description what it is
 * @param kind what it is
 * @param templateCode the template of the coupon that is issued for it
 * @param dishCode the dish that is handed over
 * @param drawCode the draw that it is a ticket of
 * @param poolId the pool that its voucher comes from
 * @param points what it costs
 * @param priceFen what it costs besides, in fen
 * @param minTier the lowest tier that may redeem it
 * @param availableFrom from when
 * @param availableUntil until when, exclusive
 * @param stock how many there are altogether; absent for no limit
 * @param redeemed how many of a limited stock are redeemed; absent where the stock has no limit
 * @param reserved how many of a limited stock are reserved; absent where the stock has no limit
 * @param limitPerMember how often a member may redeem it; absent for no limit
 * @param limitPerDay how often a member may redeem it on one day; absent for no limit
 * @param storeIds where it is handed over; empty for everywhere
 * @param channels where it is redeemed; empty for everywhere
 * @param pickupDays for how many days it is reserved; absent for the usual time
 * @param state whether it can be redeemed
 * @param version its version
 */
record AdminRewardResponse(
        UUID id,
        @Schema(examples = "COUPON-10") String code,
        @Schema(examples = "10元优惠券") String name,
        @Schema(examples = "无门槛立减10元") String description,
        @Schema(examples = "COUPON") RewardKind kind,
        @Nullable @Schema(examples = "POINTS-10") String templateCode,
        @Nullable String dishCode,
        @Nullable String drawCode,
        @Nullable UUID poolId,

        @Schema(minimum = "1", maximum = "1000000000", examples = "100")
        long points,

        @Schema(minimum = "0", maximum = "100000000", examples = "0")
        long priceFen,

        @Nullable @Schema(examples = "silver") String minTier,
        @Nullable OffsetDateTime availableFrom,
        @Nullable OffsetDateTime availableUntil,

        @Nullable @Schema(minimum = "0", maximum = "1000000000")
        Long stock,

        @Nullable @Schema(minimum = "0", maximum = "1000000000")
        Long redeemed,

        @Nullable @Schema(minimum = "0", maximum = "1000000000")
        Long reserved,

        @Nullable @Schema(minimum = "1", maximum = "1000") Integer limitPerMember,
        @Nullable @Schema(minimum = "1", maximum = "1000") Integer limitPerDay,
        List<UUID> storeIds,
        @Schema(examples = "[\"MINI_PROGRAM\"]") List<Channel> channels,
        @Nullable @Schema(minimum = "1", maximum = "365") Integer pickupDays,
        @Schema(examples = "ACTIVE") RewardState state,

        @Schema(minimum = "0", maximum = "999999999", examples = "0")
        int version) {}
