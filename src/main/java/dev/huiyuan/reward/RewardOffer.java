package dev.huiyuan.reward;

import dev.huiyuan.programme.Channel;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A reward in the catalogue.
 *
 * @param id its id, by which it is redeemed
 * @param code its code
 * @param name its name
 * @param description what it is
 * @param kind what it is
 * @param points what it costs
 * @param priceFen what it costs besides, in fen
 * @param reserved whether it is reserved first, to be paid or fetched
 * @param templateCode the template of the coupon that is issued for it
 * @param dishCode the dish that is handed over
 * @param drawCode the draw that it is a ticket of
 * @param minTier the lowest tier that may redeem it
 * @param availableUntil until when it can be redeemed, exclusive
 * @param limitPerMember how often a member may redeem it; absent for no limit
 * @param limitPerDay how often a member may redeem it on one day; absent for no limit
 * @param storeIds where it is handed over; empty for everywhere
 * @param channels where it is redeemed; empty for everywhere
 */
record RewardOffer(
        UUID id,
        @Schema(examples = "COUPON-10") String code,
        @Schema(examples = "10元优惠券") String name,
        @Schema(examples = "无门槛立减10元") String description,
        @Schema(examples = "COUPON") RewardKind kind,

        @Schema(minimum = "1", maximum = "1000000000", examples = "100")
        long points,

        @Schema(minimum = "0", maximum = "100000000", examples = "0")
        long priceFen,

        @Schema(examples = "false") boolean reserved,
        @Nullable @Schema(examples = "POINTS-10") String templateCode,
        @Nullable String dishCode,
        @Nullable String drawCode,
        @Nullable @Schema(examples = "silver") String minTier,
        @Nullable OffsetDateTime availableUntil,
        @Nullable @Schema(minimum = "1", maximum = "1000") Integer limitPerMember,
        @Nullable @Schema(minimum = "1", maximum = "1000") Integer limitPerDay,
        List<UUID> storeIds,

        @Schema(examples = "[\"MINI_PROGRAM\"]") List<Channel> channels) {
    /** A reward as members see it. */
    static RewardOffer of(Reward reward, ZoneId zone) {
        return new RewardOffer(
                reward.id(),
                reward.code(),
                reward.name(),
                reward.description(),
                reward.kind(),
                reward.points(),
                reward.priceFen(),
                reward.isReserved(),
                reward.content().templateCode(),
                reward.content().dishCode(),
                reward.content().drawCode(),
                reward.minTier(),
                reward.availableUntil() == null
                        ? null
                        : reward.availableUntil().atZone(zone).toOffsetDateTime(),
                reward.limitPerMember(),
                reward.limitPerDay(),
                reward.storeIds(),
                reward.channels().stream().sorted().toList());
    }
}
