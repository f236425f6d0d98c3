package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A coupon that members may claim.
 *
 * @param id the template's id, by which it is claimed
 * @param code the template's code
 * @param name its name
 * @param description what it gives
 * @param kind the kind
 * @param amountOffFen what is taken off, in fen
 * @param thresholdFen from which bill on, in fen
 * @param percentOff what is taken off, in percent
 * @param capFen what is taken off at most, in fen
 * @param dishCode the dish that it is exchanged for
 * @param validDays days after the day of the claim, to the end of the last one
 * @param validFrom the first day on which it can be used
 * @param validThrough the last day on which it can be used
 * @param storeIds the stores that take it; none for all
 * @param channels the channels that it holds for; none for all
 * @param dishCodes the dishes that it holds for, or that it gives; none for all
 * @param categoryCodes the categories of dishes, likewise
 * @param windows the weekdays and hours at which it can be used; none for always
 * @param minUseTier the lowest tier that may use it
 * @param exclusive whether no other coupon may be used besides
 * @param stackGroup at most one coupon of a group is used on a bill, any number of FREE
 * @param minTier the lowest tier that may claim it
 * @param claimableUntil until when it can be claimed, exclusive
 * @param limitPerMember how many a member gets
 */
record CouponOffer(
        UUID id,
        @Schema(examples = "LUNCH-10") String code,
        @Schema(examples = "午市10元券") String name,
        @Schema(examples = "消费满50元减10元") String description,
        @Schema(examples = "THRESHOLD") CouponKind kind,

        @Nullable @Schema(minimum = "1", maximum = "100000000", examples = "1000")
        Long amountOffFen,

        @Nullable @Schema(minimum = "1", maximum = "100000000", examples = "5000")
        Long thresholdFen,

        @Nullable @Schema(minimum = "1", maximum = "99") Integer percentOff,

        @Nullable @Schema(minimum = "1", maximum = "100000000")
        Long capFen,

        @Nullable @Schema(examples = "PLUM-DRINK") String dishCode,

        @Nullable @Schema(minimum = "1", maximum = "3660", examples = "30")
        Integer validDays,

        @Nullable LocalDate validFrom,
        @Nullable LocalDate validThrough,
        List<UUID> storeIds,
        List<Channel> channels,
        @Schema(examples = "[\"PLUM-DRINK\"]") List<String> dishCodes,
        @Schema(examples = "[\"DRINKS\"]") List<String> categoryCodes,
        List<CouponWindow> windows,
        @Nullable @Schema(examples = "gold") String minUseTier,
        boolean exclusive,
        @Schema(examples = "DISCOUNT") String stackGroup,
        @Nullable @Schema(examples = "silver") String minTier,
        @Nullable OffsetDateTime claimableUntil,

        @Nullable @Schema(minimum = "1", maximum = "1000", examples = "1")
        Integer limitPerMember) {
    /** A template as members see it. */
    static CouponOffer of(CouponTemplate template, ZoneId zone) {
        CouponTerms terms = template.terms();
        CouponValidity validity = template.validity();
        return new CouponOffer(
                template.id(),
                template.code(),
                template.name(),
                template.description(),
                terms.kind(),
                terms.amountOffFen(),
                terms.thresholdFen(),
                terms.percentOff(),
                terms.capFen(),
                terms.exchangeDish(),
                validity.days(),
                validity.from(),
                validity.through(),
                terms.scope().storeIds().stream().sorted().toList(),
                terms.scope().channels().stream().sorted().toList(),
                terms.scope().dishCodes().stream().sorted().toList(),
                terms.scope().categoryCodes().stream().sorted().toList(),
                terms.scope().windows(),
                terms.scope().minTier(),
                terms.stacking().exclusive(),
                terms.stacking().group(),
                template.minTier(),
                template.claimableUntil() == null ? null : CouponDates.local(template.claimableUntil(), zone),
                template.limitPerMember());
    }
}
