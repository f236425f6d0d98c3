package dev.huiyuan.coupon;

import dev.huiyuan.programme.Channel;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A template as it shall be. Which figures are needed follows from the kind; the validity is either days or two dates.
 *
 * @param code its code, unique; it stays as it is
 * @param name its name for people
 * @param description what it gives, for people
 * @param kind what it gives; settled once it is active
 * @param amountOffFen what is taken off, in fen, for AMOUNT and THRESHOLD
 * @param thresholdFen from which bill on, in fen, for THRESHOLD and, if wanted, PERCENTAGE and FREE_DELIVERY
 * @param percentOff what is taken off, in percent, for PERCENTAGE
 * @param capFen what is taken off at most, in fen, for PERCENTAGE and, if wanted, FREE_DELIVERY
 * @param dishCode the dish for EXCHANGE
 * @param validDays days after the day of issue, to the end of the last one
 * @param validFrom the first day on which it can be used
 * @param validThrough the last day on which it can be used
 * @param storeIds the stores that take it; none for all
 * @param channels the channels that it holds for; none for all
 * @param minTier the lowest tier that may claim it; none for all
 * @param claimable whether members take it themselves
 * @param claimableFrom from when
 * @param claimableUntil until when, exclusive
 * @param stock how many there are altogether; none for no limit; whether there is one is settled once it is active
 * @param limitPerMember how many a member gets; needed where members claim
 * @param dishCodes the dishes that it holds for, or that EXCHANGE and DRINK_UPGRADE give; none for all
 * @param categoryCodes the categories of dishes, likewise
 * @param windows the weekdays and hours at which it can be used; none for always
 * @param minUseTier the lowest tier that may use it; none for all
 * @param exclusive whether no other coupon may be used besides; false where it is absent
 * @param stackGroup at most one coupon of a group is used on a bill, any number of FREE; by default DISCOUNT for amounts
 *     and percentages, DELIVERY for the delivery fee, FREE for the others
 * @param withTierDiscount whether it may be combined with the tier's discount; true where it is absent
 * @param withMemberDay whether it may be combined with the member day; true where it is absent
 * @param cost who bears what it takes off, for reports; the brand where it is absent
 * @param returnGraceDays how many days it lives at least when it comes back from a refund after its end; none where it does
 *     not come back then
 * @param issueWindow when it is issued; always where absent
 * @param limitPerDay how many a member gets on one day
 * @param issuableByStaff whether clerks issue it to members they serve; false where it is absent
 * @param state DRAFT, ACTIVE, PAUSED or ENDED
 * @param version the version that was seen, where no {@code If-Match} says so; none for a new template
 */
record CouponTemplateRequest(
        @NotNull @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$") @Schema(examples = "AUTUMN-30")
        String code,

        @NotBlank @Size(max = 60) @Schema(examples = "秋季满减券")
        String name,

        @NotNull @Size(max = 500) @Schema(examples = "消费满150元减30元")
        String description,

        @NotNull @Schema(examples = "THRESHOLD") CouponKind kind,

        @Nullable @Min(1) @Max(MAX_AMOUNT_FEN) @Schema(examples = "3000")
        Long amountOffFen,

        @Nullable @Min(1) @Max(MAX_AMOUNT_FEN) @Schema(examples = "15000")
        Long thresholdFen,

        @Nullable @Min(1) @Max(99) Integer percentOff,

        @Nullable @Min(1) @Max(MAX_AMOUNT_FEN) Long capFen,

        @Nullable @Size(min = 1, max = 40) String dishCode,

        @Nullable @Min(1) @Max(3660) @Schema(examples = "30")
        Integer validDays,

        @Nullable LocalDate validFrom,
        @Nullable LocalDate validThrough,

        @Size(max = 1000) Set<@NotNull UUID> storeIds,

        @Size(max = 20) Set<@NotNull Channel> channels,

        @Nullable @Size(min = 1, max = 40) @Schema(examples = "silver")
        String minTier,

        @NotNull @Schema(examples = "true") Boolean claimable,

        @Nullable OffsetDateTime claimableFrom,
        @Nullable OffsetDateTime claimableUntil,

        @Nullable @Min(0) @Max(1_000_000_000) @Schema(examples = "5000")
        Long stock,

        @Nullable @Min(1) @Max(1000) @Schema(examples = "1") Integer limitPerMember,

        @Size(max = 200) Set<@NotNull @Size(min = 1, max = 40) String> dishCodes,

        @Size(max = 50) Set<@NotNull @Size(min = 1, max = 40) String> categoryCodes,

        @Size(max = 20) List<@NotNull @Valid CouponWindow> windows,

        @Nullable @Size(min = 1, max = 40) @Schema(examples = "gold")
        String minUseTier,

        @Nullable @Schema(examples = "false") Boolean exclusive,

        @Nullable @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,19}$") @Schema(examples = "DISCOUNT")
        String stackGroup,

        @Nullable @Schema(examples = "true") Boolean withTierDiscount,
        @Nullable @Schema(examples = "true") Boolean withMemberDay,
        @Nullable @Valid CouponCost cost,

        @Nullable @Min(1) @Max(90) @Schema(examples = "7") Integer returnGraceDays,

        @Nullable IssueWindow issueWindow,

        @Nullable @Min(1) @Max(1000) @Schema(examples = "1") Integer limitPerDay,

        @Nullable @Schema(examples = "false") Boolean issuableByStaff,

        @NotNull @Schema(examples = "ACTIVE") TemplateState state,

        @Nullable @PositiveOrZero @Max(999_999_999) @Schema(examples = "0")
        Integer version) {
    /** One million yuan. */
    static final long MAX_AMOUNT_FEN = 100_000_000L;

    CouponTemplateRequest {
        storeIds = storeIds == null ? Set.of() : Set.copyOf(storeIds);
        channels = channels == null ? Set.of() : Set.copyOf(channels);
        dishCodes = dishCodes == null ? Set.of() : Set.copyOf(dishCodes);
        categoryCodes = categoryCodes == null ? Set.of() : Set.copyOf(categoryCodes);
        windows = windows == null ? List.of() : List.copyOf(windows);
    }
}
