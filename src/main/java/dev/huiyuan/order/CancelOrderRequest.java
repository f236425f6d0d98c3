package dev.huiyuan.order;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That a pending order will not be paid.
 *
 * @param reason a code
 */
@Schema(name = "OrderCancellation")
record CancelOrderRequest(
        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "DINER_LEFT")
        String reason) {}
