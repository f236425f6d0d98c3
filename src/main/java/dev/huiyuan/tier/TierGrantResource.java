package dev.huiyuan.tier;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Tiers that staff give and take back. */
@Path("/v1/members/{memberId}/tier-grants")
@Tag(name = "Tiers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.MANAGER, Role.ADMIN})
@Cancellable(false)
class TierGrantResource {
    private final TierGrants grants;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    TierGrantResource(TierGrants grants, IdempotencyKeys keys, CurrentCaller caller) {
        this.grants = grants;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(operationId = "grantTier", summary = "Gives a member a tier for a while, or protects the one they have")
    @APIResponseSchema(
            value = TierChangeResponse.class,
            responseCode = "201",
            responseDescription = "The change; its id is the grant's")
    @Problems({
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.ACCOUNT_MERGED,
        ProblemCode.TIER_UNKNOWN,
        ProblemCode.TIER_PROTECTION_OUT_OF_RANGE,
        ProblemCode.TIER_PROTECTED
    })
    public Uni<RestResponse<byte[]>> grant(
            @PathParam("memberId") UUID memberId, @NotNull @Valid TierGrantRequest grant, RoutingContext routing) {
        Caller who = caller.get();
        return grants.grant(keys.require(routing, who, "members.tier-grants", memberId, grant), who, memberId, grant)
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/{grantId}/revocations")
    @Operation(operationId = "revokeTierGrant", summary = "Takes a granted tier back, or its protection")
    @APIResponseSchema(value = TierChangeResponse.class, responseCode = "201", responseDescription = "The change")
    @Problems({
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.ACCOUNT_MERGED,
        ProblemCode.TIER_GRANT_NOT_FOUND,
        ProblemCode.TIER_GRANT_OVER
    })
    public Uni<RestResponse<byte[]>> revoke(
            @PathParam("memberId") UUID memberId,
            @PathParam("grantId") UUID grantId,
            @NotNull @Valid TierRevocationRequest revocation,
            RoutingContext routing) {
        Caller who = caller.get();
        return grants.revoke(
                        keys.require(routing, who, "members.tier-revocations", memberId, grantId, revocation),
                        who,
                        memberId,
                        grantId,
                        revocation)
                .map(Answer::toResponse);
    }
}
