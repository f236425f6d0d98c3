package dev.huiyuan.identity;

import dev.huiyuan.shared.crypto.PhoneNumber;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A code is asked for.
 *
 * @param phone where it is sent; a number without country code is of mainland China
 * @param purpose what it is good for
 */
record PhoneCodeRequest(
        @NotNull @Pattern(regexp = PhoneNumber.PATTERN) @Schema(examples = "13800138000")
        String phone,

        @NotNull @Pattern(regexp = "^(registration|activation|presence)$") @Schema(examples = "activation")
        String purpose) {
    /** Without the number. */
    @Override
    public String toString() {
        return "PhoneCodeRequest[" + purpose + "]";
    }
}
