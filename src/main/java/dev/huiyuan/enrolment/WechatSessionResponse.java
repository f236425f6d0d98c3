package dev.huiyuan.enrolment;

import dev.huiyuan.identity.SessionTokens;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a sign-in: tokens for a member, or what somebody new registers with.
 *
 * @param registered whether the WeChat account belongs to a member
 * @param tokens the member's session
 * @param registrationToken the bearer token for {@code POST /v1/members}
 * @param expiresInSeconds how long the registration token is accepted
 */
@Schema(name = "WechatSessionResult")
record WechatSessionResponse(
        @Schema(examples = "false") boolean registered,
        @Nullable SessionTokens tokens,

        @Schema(examples = "eyJhbGciOiJSUzI1NiJ9…") @Nullable
        String registrationToken,

        @Schema(examples = "900", minimum = "1", maximum = "86400") @Nullable
        Long expiresInSeconds) {
    static WechatSessionResponse ofMember(SessionTokens tokens) {
        return new WechatSessionResponse(true, tokens, null, null);
    }

    static WechatSessionResponse ofNewcomer(String registrationToken, long expiresInSeconds) {
        return new WechatSessionResponse(false, null, registrationToken, expiresInSeconds);
    }
}
