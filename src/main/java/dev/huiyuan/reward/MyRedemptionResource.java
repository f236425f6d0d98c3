package dev.huiyuan.reward;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The signed-in member's redemptions. */
@Path("/v1/me/redemptions")
@Tag(name = "Rewards")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.MEMBER)
@Cancellable(false)
class MyRedemptionResource {
    private static final int CREATED = 201;

    private final RedemptionViews views;
    private final PickupRenewal renewal;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    MyRedemptionResource(
            RedemptionViews views,
            PickupRenewal renewal,
            Idempotency idempotency,
            IdempotencyKeys keys,
            CurrentCaller caller) {
        this.views = views;
        this.renewal = renewal;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listMyRedemptions", summary = "What I redeemed, newest first")
    public Uni<Page<RewardRedemption>> list(
            @QueryParam("state") @Nullable RedemptionState state,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return views.ofMember(caller.get().id(), state, Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, RewardRedemption::id));
    }

    @POST
    @Idempotent
    @Path("/{id}/pickup-codes")
    @Operation(
            operationId = "renewPickUpCode",
            summary = "Gives a new pick-up code for what is reserved; the one before is void")
    @APIResponseSchema(
            value = RewardRedemption.class,
            responseCode = "201",
            responseDescription = "The redemption with its new code")
    @Problems({ProblemCode.REDEMPTION_NOT_FOUND, ProblemCode.REDEMPTION_CLOSED})
    public Uni<RestResponse<byte[]>> renew(@PathParam("id") UUID id, RoutingContext routing) {
        Caller member = caller.get();
        return idempotency
                .run(
                        keys.require(routing, member, "rewards.pickup-codes", id),
                        CREATED,
                        connection -> renewal.renew(connection, member.id(), id))
                .map(Answer::toResponse);
    }
}
