package dev.huiyuan.enrolment;

import dev.huiyuan.identity.IdentityConfig;
import dev.huiyuan.identity.RegistrationTokens;
import dev.huiyuan.identity.Wechat;
import dev.huiyuan.identity.WechatIdentity;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Sign-in from mini-programs. */
@Path("/v1/auth/wechat/sessions")
@Tag(name = "Sign-in")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class WechatSessionResource {
    private final Wechat wechat;
    private final DinerEnrolment enrolment;
    private final RegistrationTokens registrationTokens;
    private final IdentityConfig config;

    WechatSessionResource(
            Wechat wechat, DinerEnrolment enrolment, RegistrationTokens registrationTokens, IdentityConfig config) {
        this.wechat = wechat;
        this.enrolment = enrolment;
        this.registrationTokens = registrationTokens;
        this.config = config;
    }

    @POST
    @PermitAll
    @Operation(
            operationId = "signInByWechat",
            summary = "Signs in by a wx.login code: tokens for a member, a registration token for anybody else")
    @Problems({
        ProblemCode.WECHAT_CODE_INVALID,
        ProblemCode.WECHAT_USER_BLOCKED,
        ProblemCode.WECHAT_APP_UNKNOWN,
        ProblemCode.WECHAT_UNAVAILABLE,
        ProblemCode.TOO_MANY_REQUESTS,
        ProblemCode.MEMBER_CLOSED
    })
    public Uni<WechatSessionResponse> open(@NotNull @Valid WechatSessionRequest request) {
        return wechat.signIn(request.appId(), request.code())
                .chain(who -> enrolment
                        .signIn(who)
                        .map(member -> member.map(Registered::tokens)
                                .map(WechatSessionResponse::ofMember)
                                .orElseGet(() -> newcomer(who))));
    }

    private WechatSessionResponse newcomer(WechatIdentity who) {
        return WechatSessionResponse.ofNewcomer(
                registrationTokens.issue(who), config.registrationTokenTtl().toSeconds());
    }
}
