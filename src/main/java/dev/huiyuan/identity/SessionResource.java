package dev.huiyuan.identity;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Opens, continues and ends sessions. Answers carry credentials: they are not kept for idempotency keys. */
@Path("/v1/auth")
@Tag(name = "Sign-in")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class SessionResource {
    private final StaffSignIn staffSignIn;
    private final PartnerSignIn partnerSignIn;
    private final Sessions sessions;
    private final SecurityIdentity identity;

    SessionResource(
            StaffSignIn staffSignIn, PartnerSignIn partnerSignIn, Sessions sessions, SecurityIdentity identity) {
        this.staffSignIn = staffSignIn;
        this.partnerSignIn = partnerSignIn;
        this.sessions = sessions;
        this.identity = identity;
    }

    @POST
    @Path("/staff/sessions")
    @PermitAll
    @Operation(operationId = "signInStaff", summary = "Signs a staff member in by user name and password")
    @APIResponseSchema(value = StaffSession.class, responseCode = "201", responseDescription = "The session")
    @Problems({
        ProblemCode.CREDENTIALS_INVALID,
        ProblemCode.TOO_MANY_REQUESTS,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN
    })
    public Uni<RestResponse<StaffSession>> signInStaff(@NotNull @Valid StaffSignInRequest request) {
        return staffSignIn.signIn(request).map(SessionResource::created);
    }

    @POST
    @Path("/partner/sessions")
    @PermitAll
    @Operation(operationId = "signInPartner", summary = "Signs a till or an import in by client id and secret")
    @APIResponseSchema(value = PartnerSession.class, responseCode = "201", responseDescription = "The session")
    @Problems({ProblemCode.CREDENTIALS_INVALID, ProblemCode.STORE_NOT_ALLOWED})
    public Uni<RestResponse<PartnerSession>> signInPartner(@NotNull @Valid PartnerSignInRequest request) {
        return partnerSignIn.signIn(request).map(SessionResource::created);
    }

    @POST
    @Path("/tokens")
    @PermitAll
    @Operation(operationId = "refreshTokens", summary = "Gets the next tokens of a session")
    @Problems(ProblemCode.TOKEN_INVALID)
    public Uni<SessionTokens> refresh(@NotNull @Valid RefreshRequest request) {
        return sessions.refresh(request.refreshToken());
    }

    @DELETE
    @Path("/sessions/current")
    @RolesAllowed({
        Role.MEMBER,
        Role.CLERK,
        Role.MANAGER,
        Role.REGIONAL,
        Role.SERVICE,
        Role.MARKETING,
        Role.ADMIN,
        Role.AUDITOR
    })
    @Operation(operationId = "signOut", summary = "Ends the session; its access token runs out within minutes")
    @APIResponse(responseCode = "204", description = "The session has ended")
    public Uni<RestResponse<Void>> signOut() {
        @Nullable UUID sessionId = identity.getAttribute(BearerAuthentication.SESSION_ID);
        Uni<Void> ended = sessionId == null ? Uni.createFrom().voidItem() : sessions.revoke(sessionId);
        return ended.map(done -> RestResponse.noContent());
    }

    private static <T> RestResponse<T> created(T session) {
        return RestResponse.status(RestResponse.Status.CREATED, session);
    }
}
