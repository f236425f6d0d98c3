package dev.huiyuan.identity.staff;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A new credential with its secret, which is shown this once.
 *
 * @param credential the credential
 * @param clientSecret the secret: write it down, only its hash is kept
 */
@Schema(name = "NewCredential")
record NewCredentialResponse(
        CredentialResponse credential,
        @Schema(examples = "q1Zk0J5y3u8Q…") String clientSecret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "NewCredentialResponse[" + credential.clientId() + "]";
    }
}
