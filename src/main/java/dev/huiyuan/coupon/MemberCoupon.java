package dev.huiyuan.coupon;

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
        List<CouponChannel> channels,
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
    static MemberCoupon of(HeldCoupon coupon, Instant now, ZoneId zone) {
        CouponTerms terms = coupon.terms();
        HeldCoupon.Use use = coupon.use();
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
                terms.dishCode(),
                terms.storeIds().stream().sorted().toList(),
                terms.channels().stream().sorted().toList(),
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
