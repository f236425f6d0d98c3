package dev.huiyuan.tier;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A tier that is given to a member, or protected.
 *
 * @param tier the tier's code; where it is not above the member's own it only protects
 * @param kind how it came
 * @param until the last day of the protection
 * @param reason why, a code
 */
@Schema(name = "TierGrantRequest")
record TierGrantRequest(
        @NotNull @Pattern(regexp = "[a-z0-9-]{1,40}") @Schema(examples = "gold")
        String tier,

        @NotNull @Schema(examples = "GRANTED") ProtectionKind kind,
        @NotNull @Schema(examples = "2027-11-21") LocalDate until,

        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "GOODWILL")
        String reason) {}
