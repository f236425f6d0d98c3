package dev.huiyuan.identity;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * What a signed-in client holds.
 *
 * @param accessToken a bearer token for every request
 * @param expiresInSeconds how long the access token is accepted from now on
 * @param refreshToken gets the next pair of tokens, once
 */
public record SessionTokens(
        @Schema(examples = "eyJhbGciOiJSUzI1NiJ9…") String accessToken,

        @Schema(examples = "900", minimum = "1", maximum = "86400")
        long expiresInSeconds,

        @Schema(examples = "AZgAAAAAcACAAAAAAAAAAX1nQ2Jm…") String refreshToken) {}
