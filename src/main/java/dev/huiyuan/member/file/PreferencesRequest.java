package dev.huiyuan.member.file;

import dev.huiyuan.member.FoodPreferences;
import dev.huiyuan.member.HealthPreferences;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The preferences as they should be; what is left out is none.
 *
 * @param tastes such as less salt
 * @param sauces sauces
 * @param sideDishes side dishes
 * @param drinks drinks
 * @param riceTexture how the rice should be
 * @param meatTexture how the meat should be
 * @param seating where to sit
 * @param dietaryRestrictions health data: needs the consent
 * @param allergies health data: needs the consent
 * @param healthConsent gives or withdraws the consent to keep health data; none leaves it as it is
 * @param version the version that was seen, 0 for the first time, where no {@code If-Match} says so
 */
@Schema(
        examples =
                "{\"tastes\": [\"少盐\"], \"drinks\": [\"酸梅汤\"], \"riceTexture\": \"SOFT\", \"allergies\": [\"花生\"], \"healthConsent\": {\"granted\": true, \"noticeVersion\": \"2026-01\"}, \"version\": 0}")
record PreferencesRequest(
        @Size(max = 10) List<@NotNull @Pattern(regexp = WORDS) String> tastes,
        @Size(max = 10) List<@NotNull @Pattern(regexp = WORDS) String> sauces,
        @Size(max = 10) List<@NotNull @Pattern(regexp = WORDS) String> sideDishes,
        @Size(max = 10) List<@NotNull @Pattern(regexp = WORDS) String> drinks,
        FoodPreferences.@Nullable Texture riceTexture,
        FoodPreferences.@Nullable Texture meatTexture,
        @Size(max = 10) List<@NotNull @Pattern(regexp = WORDS) String> seating,
        @Size(max = 10) List<@NotNull @Pattern(regexp = WORDS) String> dietaryRestrictions,
        @Size(max = 10) List<@NotNull @Pattern(regexp = WORDS) String> allergies,
        @Valid @Nullable HealthConsent healthConsent,
        @Min(0) @Max(Integer.MAX_VALUE) @Nullable Integer version) {
    /** A word or two, and no number that could be somebody's. */
    static final String WORDS = "^(?!.*[0-9]{5})[\\p{L}\\p{N}](?:[\\p{L}\\p{N} /·%.-]{0,18}[\\p{L}\\p{N}%])?$";

    /**
     * The consent to keep health data.
     *
     * @param granted given, or withdrawn: then what was kept is deleted
     * @param noticeVersion the version of the notice that was shown
     */
    record HealthConsent(
            @NotNull Boolean granted,

            @NotNull @Size(min = 1, max = 40) @Schema(examples = "2026-01")
            String noticeVersion) {}

    PreferencesRequest {
        tastes = orEmpty(tastes);
        sauces = orEmpty(sauces);
        sideDishes = orEmpty(sideDishes);
        drinks = orEmpty(drinks);
        seating = orEmpty(seating);
        dietaryRestrictions = orEmpty(dietaryRestrictions);
        allergies = orEmpty(allergies);
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    FoodPreferences food() {
        return new FoodPreferences(tastes, sauces, sideDishes, drinks, riceTexture, meatTexture, seating);
    }

    HealthPreferences health() {
        return new HealthPreferences(dietaryRestrictions, allergies);
    }
}
