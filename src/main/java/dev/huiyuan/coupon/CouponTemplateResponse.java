package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A template as administrators see it.
 *
 * @param id its id
 * @param code its code
 * @param name its name for people
 * @param description what it gives, for people
 * @param kind what it gives
 * @param amountOffFen what is taken off, in fen
 * @param thresholdFen from which bill on, in fen
 * @param percentOff what is taken off, in percent
 * @param capFen what is taken off at most, in fen
 * @param dishCode the dish that it is exchanged for
 * @param validDays days after the day of issue
 * @param validFrom the first day
 * @param validThrough the last day
 * @param storeIds the stores that take it; none for all
 * @param channels the channels that it holds for; none for all
 * @param minTier the lowest tier that may claim it
 * @param claimable whether members take it themselves
 * @param claimableFrom from when
 * @param claimableUntil until when, exclusive
 * @param stock how many there are altogether; absent for no limit
 * @param issued how many of a limited stock are issued; absent where the stock has no limit
 * @param limitPerMember how many a member gets; absent for no limit
 * @param dishCodes the dishes that it holds for, or that it gives; none for all
 * @param categoryCodes the categories of dishes, likewise
 * @param windows the weekdays and hours at which it can be used; none for always
 * @param minUseTier the lowest tier that may use it
 * @param exclusive whether no other coupon may be used besides
 * @param stackGroup at most one coupon of a group is used on a bill, any number of FREE
 * @param withTierDiscount whether it may be combined with the tier's discount
 * @param withMemberDay whether it may be combined with the member day
 * @param cost who bears what it takes off
 * @param returnGraceDays how many days it lives at least when it comes back after its end; absent where it does not
 * @param issueWindow when it is issued
 * @param limitPerDay how many a member gets on one day; absent for no limit
 * @param issuableByStaff whether clerks issue it to members they serve
 * @param state whether it issues coupons
 * @param version its version
 */
record CouponTemplateResponse(
        UUID id,
        @Schema(examples = "LUNCH-10") String code,
        @Schema(examples = "午市10元券") String name,
        @Schema(examples = "消费满50元减10元") String description,
        @Schema(examples = "THRESHOLD") CouponKind kind,

        @Nullable @Schema(minimum = "1", maximum = "100000000", examples = "1000")
        Long amountOffFen,

        @Nullable @Schema(minimum = "1", maximum = "100000000", examples = "5000")
        Long thresholdFen,

        @Nullable @Schema(minimum = "1", maximum = "99", examples = "15")
        Integer percentOff,

        @Nullable @Schema(minimum = "1", maximum = "100000000", examples = "5000")
        Long capFen,

        @Nullable @Schema(examples = "PLUM-DRINK") String dishCode,

        @Nullable @Schema(minimum = "1", maximum = "3660", examples = "30")
        Integer validDays,

        @Nullable LocalDate validFrom,
        @Nullable LocalDate validThrough,
        List<UUID> storeIds,
        List<Channel> channels,
        @Nullable @Schema(examples = "silver") String minTier,
        boolean claimable,
        @Nullable OffsetDateTime claimableFrom,
        @Nullable OffsetDateTime claimableUntil,

        @Nullable @Schema(minimum = "0", maximum = "1000000000", examples = "10000")
        Long stock,

        @Nullable @Schema(minimum = "0", maximum = "1000000000", examples = "37")
        Long issued,

        @Nullable @Schema(minimum = "1", maximum = "1000", examples = "1")
        Integer limitPerMember,

        @Schema(examples = "[\"PLUM-DRINK\"]") List<String> dishCodes,
        @Schema(examples = "[\"DRINKS\"]") List<String> categoryCodes,
        List<CouponWindow> windows,
        @Nullable @Schema(examples = "gold") String minUseTier,
        boolean exclusive,
        @Schema(examples = "DISCOUNT") String stackGroup,
        boolean withTierDiscount,
        boolean withMemberDay,
        CouponCost cost,

        @Nullable @Schema(minimum = "1", maximum = "90", examples = "7")
        Integer returnGraceDays,

        IssueWindow issueWindow,

        @Nullable @Schema(minimum = "1", maximum = "1000", examples = "1")
        Integer limitPerDay,

        boolean issuableByStaff,

        @Schema(examples = "ACTIVE") TemplateState state,

        @Schema(minimum = "0", maximum = "999999999", examples = "0")
        int version) {}
