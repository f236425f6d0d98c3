package dev.huiyuan.reward;

import dev.huiyuan.coupon.IssuedCoupon;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A reward that a member got for points.
 *
 * @param id the redemption
 * @param rewardId what was redeemed
 * @param rewardCode its code
 * @param points what it cost
 * @param availableAfter the points that can be spent afterwards
 * @param entryId the entry in the points ledger
 * @param coupon the coupon that was issued
 * @param redeemedAt when
 */
record RewardRedemption(
        UUID id,
        UUID rewardId,
        @Schema(examples = "COUPON-10") String rewardCode,

        @Schema(minimum = "1", maximum = "1000000000", examples = "100")
        long points,

        @Schema(minimum = "0", maximum = "9007199254740991", examples = "58")
        long availableAfter,

        UUID entryId,
        IssuedCoupon coupon,
        OffsetDateTime redeemedAt) {}
