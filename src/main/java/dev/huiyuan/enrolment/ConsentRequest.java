package dev.huiyuan.enrolment;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A consent.
 *
 * @param purpose what for, one of the programme's notices
 * @param version the version of the notice that was shown
 */
@Schema(name = "Consent")
record ConsentRequest(
        @NotNull @Pattern(regexp = "^[a-z][a-z-]{0,39}$") @Schema(examples = "membership")
        String purpose,

        @NotNull @Size(min = 1, max = 40) @Schema(examples = "2026-01")
        String version) {}
