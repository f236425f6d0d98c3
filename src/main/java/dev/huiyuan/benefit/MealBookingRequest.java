package dev.huiyuan.benefit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A wish to have the birthday meal.
 *
 * @param benefitYear the year of the grant
 * @param storeId where
 * @param date on which day; one on which the coupon is valid
 * @param time when, in the programme's zone
 * @param partySize how many people
 * @param note what the store should know
 */
record MealBookingRequest(
        @Min(1900) @Max(9999) @Schema(examples = "2026") int benefitYear,

        @NotNull @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @NotNull @Schema(examples = "2026-11-28") LocalDate date,
        @NotNull @Schema(examples = "18:30:00") LocalTime time,

        @Min(1) @Max(100) @Schema(examples = "6") int partySize,

        @Nullable @Size(min = 1, max = 500) @Schema(examples = "靠窗，两位老人")
        String note) {}
