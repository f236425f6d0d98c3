package dev.huiyuan.points.claim;

import dev.huiyuan.points.BookedResponse;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** A member's claims of orders for which the code was forgotten. */
@Path("/v1/me/points/claims")
@Tag(name = "Points")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@RolesAllowed(Role.MEMBER)
class MyClaimsResource {
    private final Claims claims;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    MyClaimsResource(Claims claims, IdempotencyKeys keys, CurrentCaller caller) {
        this.claims = claims;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent(again = "The member has the points of this order; what was booked")
    @Operation(
            operationId = "claimOrder",
            summary = "I forgot to show my code: the points of an order, by its receipt",
            description = "Credited at once where the till reported exactly this order and nobody has its points; else"
                    + " staff of the store decide, and the answer does not tell why. A member may claim so many times a"
                    + " day.")
    @APIResponse(
            responseCode = "201",
            description = "Credited",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @APIResponse(
            responseCode = "202",
            description = "Staff decide",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = ClaimResponse.class)))
    @Problems({
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.BUSINESS_DATE_OUT_OF_RANGE,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.TOO_MANY_REQUESTS,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.POINTS_LIMIT_REACHED
    })
    public Uni<RestResponse<byte[]>> claim(@NotNull @Valid ClaimRequest claim, RoutingContext routing) {
        Caller who = caller.get();
        return claims.claim(who, claim, keys.require(routing, who, "points.claims", claim))
                .map(Answer::toResponse);
    }

    @GET
    @Operation(operationId = "listMyClaims", summary = "My claims, newest first")
    public Uni<Page<ClaimResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return claims.list(caller.get().id(), limit, cursor);
    }
}
