package dev.huiyuan.reward;

import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A reward that a member redeemed.
 *
 * @param id the redemption
 * @param memberId whose
 * @param rewardId what was redeemed
 * @param rewardCode its code
 * @param rewardName its name for people
 * @param kind what it is
 * @param state where it is
 * @param points what it costs
 * @param priceFen what it costs besides, in fen
 * @param storeId the store that was chosen or that handed it over
 * @param channel where it was redeemed
 * @param availableAfter the points that could be spent right after the points were held or spent
 * @param holdId the hold in the points ledger, where it was reserved
 * @param entryId the entry in the points ledger that spent the points
 * @param couponId the coupon that was issued
 * @param coupon the same in full, in the answer that gives it
 * @param drawCode the draw of the ticket that was issued
 * @param ticketNumber the ticket's number
 * @param voucherCode the code of somebody else's that was given; for the member only
 * @param pickUpCode by which it is fetched; shown once
 * @param redeemedAt when
 * @param expiresAt until when it is reserved, exclusive
 * @param fulfilledAt when the member got it
 * @param endedAt when it was cancelled or expired
 */
record RewardRedemption(
        UUID id,
        UUID memberId,
        UUID rewardId,
        @Schema(examples = "COUPON-10") String rewardCode,
        @Schema(examples = "10元优惠券") String rewardName,
        @Schema(examples = "COUPON") RewardKind kind,
        @Schema(examples = "FULFILLED") RedemptionState state,

        @Schema(minimum = "1", maximum = "1000000000", examples = "100")
        long points,

        @Schema(minimum = "0", maximum = "100000000", examples = "0")
        long priceFen,

        @Nullable UUID storeId,
        @Schema(examples = "MINI_PROGRAM") Channel channel,

        @Schema(minimum = "0", maximum = "9007199254740991", examples = "58")
        long availableAfter,

        @Nullable UUID holdId,
        @Nullable UUID entryId,
        @Nullable UUID couponId,
        @Nullable IssuedCoupon coupon,
        @Nullable String drawCode,

        @Nullable @Schema(minimum = "1", maximum = "9007199254740991")
        Long ticketNumber,

        @Nullable String voucherCode,
        @Nullable String pickUpCode,
        OffsetDateTime redeemedAt,
        @Nullable OffsetDateTime expiresAt,
        @Nullable OffsetDateTime fulfilledAt,
        @Nullable OffsetDateTime endedAt) {
    /**
     * What only some may see, or only once.
     *
     * @param coupon the coupon in full
     * @param voucherCode the voucher's code
     * @param pickUpCode the pick-up code
     */
    record Shown(
            @Nullable IssuedCoupon coupon,
            @Nullable String voucherCode,
            @Nullable String pickUpCode) {
        static Shown nothing() {
            return new Shown(null, null, null);
        }
    }

    /** A redemption as it is at an instant. */
    static RewardRedemption of(Redemption redemption, Shown shown, Instant now, ZoneId zone) {
        Redemption.Item item = redemption.item();
        Redemption.Given given = redemption.given();
        Redemption.Times times = redemption.times();
        return new RewardRedemption(
                redemption.id(),
                redemption.memberId(),
                item.id(),
                item.code(),
                item.name(),
                item.kind(),
                redemption.stateAt(now),
                item.points(),
                item.priceFen(),
                redemption.place().storeId(),
                redemption.place().channel(),
                redemption.booking().availableAfter(),
                redemption.booking().holdId(),
                redemption.booking().entryId(),
                given.couponId(),
                shown.coupon,
                given.drawCode(),
                given.ticketNumber(),
                shown.voucherCode,
                shown.pickUpCode,
                times.redeemedAt().atZone(zone).toOffsetDateTime(),
                local(times.expiresAt(), zone),
                local(times.fulfilledAt(), zone),
                local(times.endedAt(), zone));
    }

    private static @Nullable OffsetDateTime local(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
    }
}
