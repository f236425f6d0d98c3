package dev.huiyuan.benefit;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Why a store cannot have a party.
 *
 * @param reason a code
 */
record MealRefusalRequest(
        @NotNull @Pattern(regexp = "^[A-Z_]{2,40}$") @Schema(examples = "FULLY_BOOKED")
        String reason) {}
