package dev.huiyuan.identity.staff;

import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A credential without its secret.
 *
 * @param id its id; the caller's id in what it does
 * @param clientId what it signs in with
 * @param kind what it is for
 * @param label how administrators recognise it
 * @param storeIds its stores
 * @param allStores whether every store is its own
 * @param active whether it can sign in
 */
@Schema(name = "Credential")
record CredentialResponse(
        @Schema(examples = "01980000-0000-7000-8000-0000000000b1")
        UUID id,

        @Schema(examples = "import-7k3m9q2x") String clientId,
        @Schema(examples = "IMPORT") CredentialKind kind,
        @Schema(examples = "2019 till archive") String label,
        @Schema(examples = "[]") Set<UUID> storeIds,
        @Schema(examples = "true") boolean allStores,
        @Schema(examples = "true") boolean active) {
    static CredentialResponse of(CredentialEntity credential) {
        return new CredentialResponse(
                credential.id,
                credential.clientId,
                credential.kind,
                credential.label,
                Set.copyOf(credential.storeIds),
                credential.allStores,
                credential.active);
    }
}
