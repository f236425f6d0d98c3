package dev.huiyuan.identity;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a signed-in machine holds. There is no refresh token: it signs in again.
 *
 * @param accessToken a bearer token for every request
 * @param expiresInSeconds how long the access token is accepted from now on
 * @param role {@code pos} or {@code import}
 * @param storeIds the credential's stores
 * @param allStores whether every store is the credential's
 * @param terminal the till as presences name it
 */
record PartnerSession(
        @Schema(examples = "eyJhbGciOiJSUzI1NiJ9…") String accessToken,

        @Schema(examples = "900", minimum = "1", maximum = "86400")
        long expiresInSeconds,

        @Schema(examples = "import") String role,

        @Schema(examples = "[\"01980000-0000-7000-8000-000000000001\"]")
        List<UUID> storeIds,

        @Schema(examples = "true") boolean allStores,

        @Schema(examples = "01980000-0000-7000-8000-000000000001/till-1") @Nullable
        String terminal) {}
