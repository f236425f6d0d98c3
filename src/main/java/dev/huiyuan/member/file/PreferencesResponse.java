package dev.huiyuan.member.file;

import dev.huiyuan.member.FoodPreferences;
import dev.huiyuan.member.HealthPreferences;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A member's preferences.
 *
 * @param tastes such as less salt
 * @param sauces sauces
 * @param sideDishes side dishes
 * @param drinks drinks
 * @param riceTexture how the rice should be
 * @param meatTexture how the meat should be
 * @param seating where to sit
 * @param dietaryRestrictions health data
 * @param allergies health data
 * @param healthConsent whether the member consents to keep health data
 * @param version 0 where nothing was said yet
 */
record PreferencesResponse(
        @Schema(examples = "[\"少盐\"]") List<String> tastes,
        @Schema(examples = "[\"蒜蓉酱\"]") List<String> sauces,
        @Schema(examples = "[\"凉拌黄瓜\"]") List<String> sideDishes,
        @Schema(examples = "[\"酸梅汤\"]") List<String> drinks,
        FoodPreferences.@Nullable Texture riceTexture,
        FoodPreferences.@Nullable Texture meatTexture,
        @Schema(examples = "[\"靠窗\"]") List<String> seating,
        @Schema(examples = "[\"素食\"]") List<String> dietaryRestrictions,
        @Schema(examples = "[\"花生\"]") List<String> allergies,
        boolean healthConsent,

        @Schema(examples = "1", minimum = "0", maximum = "2147483647")
        int version) {
    static PreferencesResponse of(FoodPreferences food, HealthPreferences health, boolean consent, int version) {
        return new PreferencesResponse(
                food.tastes(),
                food.sauces(),
                food.sideDishes(),
                food.drinks(),
                food.riceTexture(),
                food.meatTexture(),
                food.seating(),
                health.dietaryRestrictions(),
                health.allergies(),
                consent,
                version);
    }
}
