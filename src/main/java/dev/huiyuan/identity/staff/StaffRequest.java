package dev.huiyuan.identity.staff;

import dev.huiyuan.shared.caller.Role;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A staff member as one shall be.
 *
 * @param displayName what colleagues see
 * @param role the role
 * @param storeIds the own stores; a clerk and a manager have at least one
 * @param allStores whether every store is theirs; never for a clerk or a manager
 * @param password a new password, if it changes; ends all sessions
 * @param active whether they can sign in
 * @param version the version that was seen, where no {@code If-Match} says so
 */
public record StaffRequest(
        @NotBlank @Size(max = 50) @Schema(examples = "王店员") String displayName,

        @NotNull
        @Pattern(regexp = "^(clerk|manager|regional|service|marketing|admin|auditor)$")
        @Schema(examples = "clerk")
        String role,

        @NotNull @Size(max = 500) @Schema(examples = "[\"01980000-0000-7000-8000-000000000001\"]")
        Set<UUID> storeIds,

        @NotNull @Schema(examples = "false") Boolean allStores,

        @Nullable @Size(min = 8, max = 72) @Schema(examples = "Sommer-Regen-71")
        String password,

        @NotNull @Schema(examples = "true") Boolean active,

        @Nullable @Positive @Schema(examples = "1") Integer version) {
    private static final Set<String> BOUND_TO_STORES = Set.of(Role.CLERK, Role.MANAGER);

    /** Whether the role and the stores go together. */
    boolean storesFitRole() {
        if (!BOUND_TO_STORES.contains(role)) return !(allStores && !storeIds.isEmpty());
        return !allStores && !storeIds.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "StaffRequest[" + role + "]";
    }
}
