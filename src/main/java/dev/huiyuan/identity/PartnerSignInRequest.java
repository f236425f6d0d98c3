package dev.huiyuan.identity;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A machine signs in.
 *
 * @param clientId the credential
 * @param clientSecret its secret
 * @param storeId the store of the till, for the till of a credential with several stores
 * @param terminalId which till, as the store calls it; only with a store
 */
record PartnerSignInRequest(
        @NotBlank @Size(max = 40) @Schema(examples = "import-7k3m9q2x")
        String clientId,

        @NotBlank @Size(max = 100) @Schema(examples = "q1Zk0J5y3u8Q…")
        String clientSecret,

        @Nullable @Schema(examples = "01980000-0000-7000-8000-000000000001")
        UUID storeId,

        @Nullable @Pattern(regexp = "^[A-Za-z0-9._-]{1,40}$") @Schema(examples = "till-1")
        String terminalId) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "PartnerSignInRequest[" + clientId + "]";
    }
}
