package dev.huiyuan.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A staff member signs in.
 *
 * @param userName the user name, in any case
 * @param password the password
 * @param storeId where; may be left out by who has one store, or works at none in particular
 * @param terminalId which till, as the store calls it; only with a store
 */
record StaffSignInRequest(
        @NotBlank @Size(max = 64) @Schema(examples = "clerk")
        String userName,

        @NotBlank @Size(max = 72) @Schema(examples = "demo") String password,

        @Nullable @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Nullable @Pattern(regexp = "^[A-Za-z0-9._-]{1,40}$") @Schema(examples = "till-1")
        String terminalId) {
    /** Without the password. */
    @Override
    public String toString() {
        return "StaffSignInRequest[" + userName + "]";
    }
}
