package dev.huiyuan.identity.staff;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A new staff member.
 *
 * @param userName what they type to sign in: small letters, digits, points, underscores and hyphens; never changes
 * @param displayName what colleagues see
 * @param role the role
 * @param storeIds the own stores; a clerk and a manager have at least one
 * @param allStores whether every store is theirs; never for a clerk or a manager
 * @param password the first password
 */
public record NewStaffRequest(
        @NotNull @Pattern(regexp = "^[a-z0-9][a-z0-9._-]{1,63}$") @Schema(examples = "wang.li")
        String userName,

        @NotBlank @Size(max = 50) @Schema(examples = "王店员") String displayName,

        @NotNull
        @Pattern(regexp = "^(clerk|manager|regional|service|marketing|admin|auditor)$")
        @Schema(examples = "clerk")
        String role,

        @NotNull @Size(max = 500) @Schema(examples = "[\"01980000-0000-7000-8000-000000000001\"]")
        Set<UUID> storeIds,

        @NotNull @Schema(examples = "false") Boolean allStores,

        @NotNull @Size(min = 8, max = 72) @Schema(examples = "Sommer-Regen-71")
        String password) {
    /** Everything but the user name. */
    StaffRequest staff() {
        return new StaffRequest(displayName, role, storeIds, allStores, password, true, null);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "NewStaffRequest[" + userName + "]";
    }
}
