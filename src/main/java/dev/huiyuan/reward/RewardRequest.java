package dev.huiyuan.reward;

import dev.huiyuan.programme.Channel;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A reward as it shall be.
 *
 * @param code its code, unique; it stays as it is
 * @param name its name for people
 * @param description what it is, for people
 * @param kind what it is; a coupon where nothing is said; settled once it has been active, with what belongs to it
 * @param templateCode of a coupon: the template
 * @param dishCode of a dish: which
 * @param drawCode of a ticket: the draw
 * @param poolId of a voucher: the pool that its code comes from
 * @param points what it costs
 * @param priceFen what it costs besides, in fen; nothing where nothing is said
 * @param minTier the lowest tier that may redeem it; none for all
 * @param availableFrom from when
 * @param availableUntil until when, exclusive
 * @param stock how many there are altogether; none for no limit; whether there is one is settled when it is made
 * @param limitPerMember how often a member may redeem it; none for no limit
 * @param limitPerDay how often a member may redeem it on one day; none for no limit
 * @param storeIds where it is handed over; empty for everywhere
 * @param channels where it is redeemed; empty for everywhere
 * @param pickupDays for how many days it is reserved, of what is handed over; none for the usual time
 * @param state where it is in its life
 * @param version the version that was seen, where no {@code If-Match} says so; none for a new reward
 */
record RewardRequest(
        @NotNull @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$") @Schema(examples = "COUPON-10-AUTUMN")
        String code,

        @NotBlank @Size(max = 60) @Schema(examples = "10元优惠券")
        String name,

        @NotNull @Size(max = 500) @Schema(examples = "无门槛立减10元")
        String description,

        @Schema(examples = "COUPON") RewardKind kind,

        @Nullable @Size(min = 1, max = 40) @Schema(examples = "POINTS-10")
        String templateCode,

        @Nullable @Size(min = 1, max = 40) String dishCode,

        @Nullable @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$")
        String drawCode,

        @Nullable UUID poolId,

        @NotNull @Min(1) @Max(1_000_000_000) @Schema(examples = "100")
        Long points,

        @Min(0) @Max(100_000_000) @Schema(examples = "0") Long priceFen,

        @Nullable @Size(min = 1, max = 40) @Schema(examples = "silver")
        String minTier,

        @Nullable OffsetDateTime availableFrom,
        @Nullable OffsetDateTime availableUntil,

        @Nullable @Min(0) @Max(1_000_000_000) @Schema(examples = "500")
        Long stock,

        @Nullable @Min(1) @Max(1000) @Schema(examples = "2") Integer limitPerMember,

        @Nullable @Min(1) @Max(1000) @Schema(examples = "1") Integer limitPerDay,

        @Size(max = 1000) Set<@NotNull UUID> storeIds,

        @Size(max = 3) @Schema(examples = "[\"MINI_PROGRAM\"]")
        Set<@NotNull Channel> channels,

        @Nullable @Min(1) @Max(365) Integer pickupDays,

        @NotNull @Schema(examples = "ACTIVE") RewardState state,

        @Nullable @PositiveOrZero @Max(999_999_999) @Schema(examples = "0")
        Integer version) {
    RewardRequest {
        kind = kind == null ? RewardKind.COUPON : kind;
        priceFen = priceFen == null ? Long.valueOf(0) : priceFen;
        storeIds = storeIds == null ? Set.of() : Set.copyOf(storeIds);
        channels = channels == null ? Set.of() : Set.copyOf(channels);
    }
}
