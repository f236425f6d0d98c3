package dev.huiyuan.benefit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A booking of the birthday meal.
 *
 * @param id the booking
 * @param memberId whose
 * @param benefitYear the year of the grant
 * @param storeId where
 * @param state where it stands
 * @param date on which day
 * @param time when, in the programme's zone
 * @param partySize how many people
 * @param note what the store should know
 * @param reason why it was declined, a code
 * @param requestedAt when it was asked for
 */
@RegisterForReflection
@Schema(name = "MealBooking")
record MealBookingResponse(
        @Schema(examples = "019aa4c1-0000-7000-8000-0000000000d1")
        UUID id,

        @Schema(examples = "01980000-0000-7000-8000-0000000000aa")
        UUID memberId,

        @Schema(examples = "2026", minimum = "1900", maximum = "9999")
        int benefitYear,

        @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Schema(examples = "REQUESTED") MealBookingState state,
        @Schema(examples = "2026-11-28") LocalDate date,
        @Schema(examples = "18:30:00") LocalTime time,

        @Schema(examples = "6", minimum = "1", maximum = "100")
        int partySize,

        @Schema(examples = "靠窗，两位老人") @Nullable String note,
        @Schema(examples = "FULLY_BOOKED") @Nullable String reason,
        @Schema(examples = "2026-11-21T09:10:00+08:00") OffsetDateTime requestedAt) {}
