package dev.huiyuan.member;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Health data of a member: kept encrypted, under a consent of its own, for the people at the table only.
 *
 * @param dietaryRestrictions such as vegetarian
 * @param allergies such as peanuts
 */
@RegisterForReflection
public record HealthPreferences(
        @Schema(examples = "[\"素食\"]") List<String> dietaryRestrictions,
        @Schema(examples = "[\"花生\"]") List<String> allergies) {
    public HealthPreferences {
        dietaryRestrictions = List.copyOf(dietaryRestrictions);
        allergies = List.copyOf(allergies);
    }

    /** Whether nothing is said. */
    public boolean saysNothing() {
        return dietaryRestrictions.isEmpty() && allergies.isEmpty();
    }

    /** Of somebody who said nothing. */
    public static HealthPreferences none() {
        return new HealthPreferences(List.of(), List.of());
    }
}
