package dev.huiyuan.member;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a member likes. Short words only: what is free text or about health is kept elsewhere, encrypted.
 *
 * @param tastes such as less salt
 * @param sauces sauces
 * @param sideDishes side dishes
 * @param drinks drinks
 * @param riceTexture how the rice should be
 * @param meatTexture how the meat should be
 * @param seating where to sit
 */
@RegisterForReflection
public record FoodPreferences(
        @Schema(examples = "[\"少盐\", \"微辣\"]") List<String> tastes,
        @Schema(examples = "[\"蒜蓉酱\"]") List<String> sauces,
        @Schema(examples = "[\"凉拌黄瓜\"]") List<String> sideDishes,
        @Schema(examples = "[\"酸梅汤\"]") List<String> drinks,
        @Nullable Texture riceTexture,
        @Nullable Texture meatTexture,
        @Schema(examples = "[\"靠窗\"]") List<String> seating) {
    /** How rice or meat should be. */
    public enum Texture {
        SOFT,
        NORMAL,
        FIRM
    }

    public FoodPreferences {
        tastes = List.copyOf(tastes);
        sauces = List.copyOf(sauces);
        sideDishes = List.copyOf(sideDishes);
        drinks = List.copyOf(drinks);
        seating = List.copyOf(seating);
    }

    /** Of somebody who said nothing. */
    public static FoodPreferences none() {
        return new FoodPreferences(List.of(), List.of(), List.of(), List.of(), null, null, List.of());
    }
}
