package dev.huiyuan.identity.staff;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A new credential.
 *
 * @param kind what it is for
 * @param label how administrators recognise it
 * @param storeIds its stores; a till's credential has at least one
 * @param allStores whether every store is its own; for imports only
 */
record CredentialRequest(
        @NotNull @Schema(examples = "IMPORT") CredentialKind kind,

        @NotBlank @Size(max = 100) @Schema(examples = "2019 till archive")
        String label,

        @NotNull @Size(max = 500) @Schema(examples = "[]") Set<UUID> storeIds,

        @NotNull @Schema(examples = "true") Boolean allStores) {
    /** Whether the kind and the stores go together. */
    boolean storesFitKind() {
        return allStores ? kind == CredentialKind.IMPORT && storeIds.isEmpty() : !storeIds.isEmpty();
    }
}
