package dev.huiyuan.reward;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.time.OffsetDateTime;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A reward as it shall be.
 *
 * @param code its code, unique; it stays as it is
 * @param name its name for people
 * @param description what it is, for people
 * @param points what it costs
 * @param templateCode the template of the coupon that is issued for it
 * @param minTier the lowest tier that may redeem it; none for all
 * @param availableFrom from when
 * @param availableUntil until when, exclusive
 * @param stock how many there are altogether; none for no limit; whether there is one is settled when it is made
 * @param limitPerMember how often a member may redeem it; none for no limit
 * @param state ACTIVE or PAUSED
 * @param version the version that was seen, where no {@code If-Match} says so; none for a new reward
 */
record RewardRequest(
        @NotNull @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$") @Schema(examples = "COUPON-10-AUTUMN")
        String code,

        @NotBlank @Size(max = 60) @Schema(examples = "10元优惠券")
        String name,

        @NotNull @Size(max = 500) @Schema(examples = "无门槛立减10元")
        String description,

        @NotNull @Min(1) @Max(1_000_000_000) @Schema(examples = "100")
        Long points,

        @NotNull @Size(min = 1, max = 40) @Schema(examples = "POINTS-10")
        String templateCode,

        @Nullable @Size(min = 1, max = 40) @Schema(examples = "silver")
        String minTier,

        @Nullable OffsetDateTime availableFrom,
        @Nullable OffsetDateTime availableUntil,

        @Nullable @Min(0) @Max(1_000_000_000) @Schema(examples = "500")
        Long stock,

        @Nullable @Min(1) @Max(1000) @Schema(examples = "2") Integer limitPerMember,

        @NotNull @Schema(examples = "ACTIVE") RewardState state,

        @Nullable @PositiveOrZero @Max(999_999_999) @Schema(examples = "0")
        Integer version) {}
