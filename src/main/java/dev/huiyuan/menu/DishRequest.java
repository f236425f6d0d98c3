package dev.huiyuan.menu;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A dish as it shall be.
 *
 * @param code its code, unique; it stays as it is
 * @param categoryCode the code of its category
 * @param name its name for people
 * @param description what it is
 * @param priceFen its price, in fen
 * @param storePricesFen prices of stores that differ, in fen by store
 * @param allergens codes of what may be dangerous to some
 * @param available whether it can be ordered
 * @param version the version that was seen, where no {@code If-Match} says so; none for a new dish
 */
record DishRequest(
        @NotNull @Pattern(regexp = "^[A-Z0-9][A-Z0-9-]{0,39}$") @Schema(examples = "DOUBLE-COOKED-PORK")
        String code,

        @NotNull @Size(min = 1, max = 40) @Schema(examples = "MAIN")
        String categoryCode,

        @NotBlank @Size(max = 60) @Schema(examples = "回锅肉") String name,

        @NotNull @Size(max = 500) @Schema(examples = "五花肉、蒜苗")
        String description,

        @NotNull @Min(0) @Max(MAX_PRICE_FEN) @Schema(examples = "4200")
        Long priceFen,

        @Size(max = 1000) @Schema(examples = "{\"01980000-0000-7000-8000-000000000003\": 9800}")
        Map<@NotNull UUID, @NotNull @Min(0) @Max(MAX_PRICE_FEN) Long> storePricesFen,

        @Size(max = 30) @Schema(examples = "[\"soy\"]")
        Set<@NotNull @Pattern(regexp = "^[a-z][a-z-]{0,39}$") String> allergens,

        @NotNull @Schema(examples = "true") Boolean available,

        @Nullable @PositiveOrZero @Max(999_999_999) @Schema(examples = "0")
        Integer version) {
    /** One million yuan. */
    static final long MAX_PRICE_FEN = 100_000_000L;

    DishRequest {
        storePricesFen = storePricesFen == null ? Map.of() : Map.copyOf(storePricesFen);
        allergens = allergens == null ? Set.of() : Set.copyOf(allergens);
    }
}
