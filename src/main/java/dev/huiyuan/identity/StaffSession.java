package dev.huiyuan.identity;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a signed-in staff member holds.
 *
 * @param accessToken a bearer token for every request
 * @param expiresInSeconds how long the access token is accepted from now on
 * @param refreshToken gets the next pair of tokens, once
 * @param displayName the staff member's name
 * @param role the role
 * @param storeIds the own stores
 * @param allStores whether every store is theirs
 * @param terminal the till as presences name it
 */
record StaffSession(
        @Schema(examples = "eyJhbGciOiJSUzI1NiJ9…") String accessToken,

        @Schema(examples = "900", minimum = "1", maximum = "86400")
        long expiresInSeconds,

        @Schema(examples = "AZgAAAAAcACAAAAAAAAAAX1nQ2Jm…") String refreshToken,

        @Schema(examples = "王店员") String displayName,
        @Schema(examples = "clerk") String role,

        @Schema(examples = "[\"01980000-0000-7000-8000-000000000001\"]")
        List<UUID> storeIds,

        @Schema(examples = "false") boolean allStores,

        @Schema(examples = "01980000-0000-7000-8000-000000000001/till-1") @Nullable
        String terminal) {}
