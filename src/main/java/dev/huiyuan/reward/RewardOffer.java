package dev.huiyuan.reward;

import java.time.OffsetDateTime;
import java.time.ZoneId;
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
 * @param points what it costs
 * @param templateCode the template of the coupon that is issued for it
 * @param minTier the lowest tier that may redeem it
 * @param availableUntil until when it can be redeemed, exclusive
 * @param limitPerMember how often a member may redeem it; absent for no limit
 */
record RewardOffer(
        UUID id,
        @Schema(examples = "COUPON-10") String code,
        @Schema(examples = "10元优惠券") String name,
        @Schema(examples = "无门槛立减10元") String description,

        @Schema(minimum = "1", maximum = "1000000000", examples = "100")
        long points,

        @Schema(examples = "POINTS-10") String templateCode,
        @Nullable @Schema(examples = "silver") String minTier,
        @Nullable OffsetDateTime availableUntil,
        @Nullable @Schema(minimum = "1", maximum = "1000") Integer limitPerMember) {
    /** A reward as members see it. */
    static RewardOffer of(Reward reward, ZoneId zone) {
        return new RewardOffer(
                reward.id(),
                reward.code(),
                reward.name(),
                reward.description(),
                reward.points(),
                reward.templateCode(),
                reward.minTier(),
                reward.availableUntil() == null
                        ? null
                        : reward.availableUntil().atZone(zone).toOffsetDateTime(),
                reward.limitPerMember());
    }
}
