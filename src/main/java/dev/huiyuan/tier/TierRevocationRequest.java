package dev.huiyuan.tier;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * That a granted tier is taken back.
 *
 * @param reason why, a code
 */
@Schema(name = "TierRevocationRequest")
record TierRevocationRequest(
        @NotNull @Pattern(regexp = "[A-Z_]{2,40}") @Schema(examples = "GRANTED_IN_ERROR")
        String reason) {}
