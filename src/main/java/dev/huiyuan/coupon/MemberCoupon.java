package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A member's coupon.
 *
 * @param id its id, by which it is used
 * @param templateCode the template's code
 * @param name its name
 * @param description what it gives
 * @param kind the kind
 * @param amountOffFen what is taken off, in fen
 * @param thresholdFen from which bill on, in fen
 * @param percentOff what is taken off, in percent
 * @param capFen what is taken off at most, in fen
 * @param dishCode the dish that it is exchanged for
 * @param storeIds the stores that take it; none for all
 * @param channels the channels that it holds for; none for all
 * @param dishCodes the dishes that it holds for, or that it gives; none for all
 * @param categoryCodes the categories of dishes, likewise
 * @param windows the weekdays and hours at which it can be used; none for always
 * @param minUseTier the lowest tier that may use it
 * @param exclusive whether no other coupon may be used besides
 * @param stackGroup at most one coupon of a group is used on a bill, any number of FREE
 * @param state ISSUED is one that can be used
 * @param source why it was issued
 * @param issuedAt when
 * @param validFrom the first instant at which it can be used
 * @param expiresAt the first at which it cannot any more
 * @param validThrough the last day on which it can be used
 * @param usedAt when it was used
 * @param usedStoreId where
 * @param orderRef for which bill
 */
record MemberCoupon(
        UUID id,
        @Schema(examples = "WELCOME-20") String templateCode,
        @Schema(examples = "新会员20元券") String name,
        @Schema(examples = "无门槛立减20元") String description,
        @Schema(examples = "AMOUNT") CouponKind kind,

        @Nullable @Schema(minimum = "1", maximum = "100000000", examples = "2000")
        Long amountOffFen,

        @Nullable @Schema(minimum = "1", maximum = "100000000")
        Long thresholdFen,

        @Nullable @Schema(minimum = "1", maximum = "99") Integer percentOff,

        @Nullable @Schema(minimum = "1", maximum = "100000000")
        Long capFen,

        @Nullable @Schema(examples = "PLUM-DRINK") String dishCode,
        List<UUID> storeIds,
        List<Channel> channels,
        @Schema(examples = "[\"PLUM-DRINK\"]") List<String> dishCodes,
        @Schema(examples = "[\"DRINKS\"]") List<String> categoryCodes,
        List<CouponWindow> windows,
        @Nullable @Schema(examples = "gold") String minUseTier,
        boolean exclusive,
        @Schema(examples = "DISCOUNT") String stackGroup,
        @Schema(examples = "ISSUED") CouponState state,
        @Schema(examples = "WELCOME") CouponSource source,
        OffsetDateTime issuedAt,
        OffsetDateTime validFrom,
        OffsetDateTime expiresAt,
        LocalDate validThrough,
        @Nullable OffsetDateTime usedAt,
        @Nullable UUID usedStoreId,
        @Nullable @Schema(examples = "20261121-0042") String orderRef) {
    /** A coupon as it is at an instant. */
    static MemberCoupon of(OwnedCoupon coupon, Instant now, ZoneId zone) {
        CouponTerms terms = coupon.terms();
        OwnedCoupon.Use use = coupon.use();
        return new MemberCoupon(
                coupon.id(),
                coupon.templateCode(),
                coupon.name(),
                coupon.description(),
                terms.kind(),
                terms.amountOffFen(),
                terms.thresholdFen(),
                terms.percentOff(),
                terms.capFen(),
                terms.exchangeDish(),
                terms.scope().storeIds().stream().sorted().toList(),
                terms.scope().channels().stream().sorted().toList(),
                terms.scope().dishCodes().stream().sorted().toList(),
                terms.scope().categoryCodes().stream().sorted().toList(),
                terms.scope().windows(),
                terms.scope().minTier(),
                terms.stacking().exclusive(),
                terms.stacking().group(),
                coupon.stateAt(now),
                coupon.source(),
                CouponDates.local(coupon.issuedAt(), zone),
                CouponDates.local(coupon.validFrom(), zone),
                CouponDates.local(coupon.expiresAt(), zone),
                CouponDates.lastDay(coupon.expiresAt(), zone),
                use == null ? null : CouponDates.local(use.at(), zone),
                use == null ? null : use.storeId(),
                use == null ? null : use.bill());
    }
}
