package dev.huiyuan.menu;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Whether a store has a dish.
 *
 * @param storeId the store
 * @param dishId the dish
 * @param state whether it does
 * @param until when what is sold out is back by itself, exclusive
 */
record AvailabilityResponse(
        UUID storeId,
        UUID dishId,
        @Schema(examples = "SOLD_OUT") Availability state,
        @Nullable OffsetDateTime until) {}
