package dev.huiyuan.reward;

import java.time.OffsetDateTime;
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
 * @param points what it costs
 * @param templateCode the template of the coupon that is issued for it
 * @param minTier the lowest tier that may redeem it
 * @param availableFrom from when
 * @param availableUntil until when, exclusive
 * @param stock how many there are altogether; absent for no limit
 * @param redeemed how many of a limited stock are redeemed; absent where the stock has no limit
 * @param limitPerMember how often a member may redeem it; absent for no limit
 * @param state whether it can be redeemed
 * @param version its version
 */
record AdminRewardResponse(
        UUID id,
        @Schema(examples = "COUPON-10") String code,
        @Schema(examples = "10元优惠券") String name,
        @Schema(examples = "无门槛立减10元") String description,

        @Schema(minimum = "1", maximum = "1000000000", examples = "100")
        long points,

        @Schema(examples = "POINTS-10") String templateCode,
        @Nullable @Schema(examples = "silver") String minTier,
        @Nullable OffsetDateTime availableFrom,
        @Nullable OffsetDateTime availableUntil,

        @Nullable @Schema(minimum = "0", maximum = "1000000000")
        Long stock,

        @Nullable @Schema(minimum = "0", maximum = "1000000000")
        Long redeemed,

        @Nullable @Schema(minimum = "1", maximum = "1000") Integer limitPerMember,
        @Schema(examples = "ACTIVE") RewardState state,

        @Schema(minimum = "0", maximum = "999999999", examples = "0")
        int version) {}
