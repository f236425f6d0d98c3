package dev.huiyuan.benefit;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.UUID;

/**
 * Event: a birthday meal was asked for, confirmed, declined or cancelled.
 *
 * @param bookingId the booking
 * @param storeId where
 * @param state where it stands now
 */
@RegisterForReflection
public record MealBookingChanged(UUID bookingId, UUID storeId, String state) {
    /** The event's topic. */
    public static final String TOPIC = "benefit.meal-booking.v1";
}
