package dev.huiyuan.order;

import dev.huiyuan.order.pricing.BasketLine;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Goods of one kind and price, with either the dish's id or its code.
 *
 * @param ref the line's reference, unique in the order
 * @param dishId the dish
 * @param dishCode its code
 * @param unitPriceFen what one costs, with its size, in fen
 * @param quantity how many
 * @param upgraded whether it is one size larger than ordinary
 */
@Schema(name = "QuoteLineRequest")
record QuoteLineRequest(
        @NotNull @Pattern(regexp = "[!-~]{1,64}") @Schema(examples = "1")
        String ref,

        @Nullable UUID dishId,

        @Nullable @Size(min = 1, max = 40) @Schema(examples = "MAPO-TOFU")
        String dishCode,

        @NotNull @Min(0) @Max(BasketLine.MAX_UNIT_PRICE_FEN) @Schema(examples = "3200")
        Long unitPriceFen,

        @NotNull @Min(1) @Max(BasketLine.MAX_QUANTITY) @Schema(examples = "2")
        Integer quantity,

        @Schema(examples = "false", defaultValue = "false") @Nullable
        Boolean upgraded) {
    boolean isUpgraded() {
        return Boolean.TRUE.equals(upgraded);
    }
}
