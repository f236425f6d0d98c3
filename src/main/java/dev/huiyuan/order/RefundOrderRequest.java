package dev.huiyuan.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * That something of an order came back.
 *
 * @param refundRef the refund's own reference: each refund of an order is booked once
 * @param items what came back; left out for all that is left
 * @param reason a code
 */
@Schema(name = "SettledOrderRefundRequest")
record RefundOrderRequest(
        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "R-0042-1")
        String refundRef,

        @Size(min = 1, max = 200) @Nullable List<@NotNull @Valid Item> items,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "DISH_SPOILED")
        String reason) {
    /**
     * Some of a line.
     *
     * @param ref the line
     * @param quantity how many
     */
    @Schema(name = "OrderRefundItem")
    record Item(
            @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "1")
            String ref,

            @NotNull @Min(1) @Max(10_000) @Schema(examples = "1")
            Integer quantity) {}

    /** How many of which line; a line that is named twice counts with both. Null for all that is left. */
    @Nullable
    Map<String, Integer> wanted() {
        if (items == null) return null;
        Map<String, Integer> wanted = new HashMap<>();
        items.forEach(item -> wanted.merge(item.ref, item.quantity, Integer::sum));
        return wanted;
    }
}
