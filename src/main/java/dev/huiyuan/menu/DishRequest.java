package dev.huiyuan.menu;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.util.List;
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
 * @param upgradeFen what one size larger costs on top, in fen; none where there is only one size
 * @param allergens codes of what may be dangerous to some, from a closed list
 * @param pictureUrl the address of its picture, https
 * @param tags words to find it by
 * @param platformCodes what platforms call it; a code means one dish of a platform
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

        @Nullable @Min(0) @Max(MAX_PRICE_FEN) @Schema(examples = "300")
        Long upgradeFen,

        @Size(max = 30) @Schema(examples = "[\"soy\"]") Set<@NotNull @Pattern(regexp = ALLERGENS) String> allergens,

        @Nullable
        @Pattern(regexp = "^https://[!-~]{1,492}$")
        @Schema(examples = "https://pictures.example.com/double-cooked-pork.jpg")
        String pictureUrl,

        @Size(max = 20) @Schema(examples = "[\"辣\"]")
        Set<@NotNull @Pattern(regexp = "^[\\p{L}\\p{N}][\\p{L}\\p{N} -]{0,19}$") String> tags,

        @Size(max = 50) List<@NotNull @Valid PlatformCode> platformCodes,

        @NotNull @Schema(examples = "true") Boolean available,

        @Nullable @PositiveOrZero @Max(999_999_999) @Schema(examples = "0")
        Integer version) {
    /** One million yuan. */
    static final long MAX_PRICE_FEN = 100_000_000L;
    /** What must be declared in China (GB 7718) and in Europe (1169/2011), and buckwheat. */
    static final String ALLERGENS = "^(gluten|crustacean|fish|egg|peanut|soy|milk|nut|celery|mustard|sesame|sulphite"
            + "|lupin|mollusc|buckwheat)$";

    DishRequest {
        storePricesFen = storePricesFen == null ? Map.of() : Map.copyOf(storePricesFen);
        allergens = allergens == null ? Set.of() : Set.copyOf(allergens);
        tags = tags == null ? Set.of() : Set.copyOf(tags);
        platformCodes = platformCodes == null ? List.of() : List.copyOf(platformCodes);
    }
}
