package dev.huiyuan.points.claim;

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
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Orders without a member, as tills report them. */
@Path("/v1/points/unclaimed-orders")
@Tag(name = "Points")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
class UnclaimedOrderResource {
    private final UnclaimedOrders orders;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    UnclaimedOrderResource(UnclaimedOrders orders, IdempotencyKeys keys, CurrentCaller caller) {
        this.orders = orders;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent(again = "The same order was reported before; the first report")
    @Operation(
            operationId = "reportUnclaimedOrder",
            summary = "An order that nobody showed a code for: a member may claim it later")
    @APIResponse(
            responseCode = "201",
            description = "Taken",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = UnclaimedOrderResponse.class)))
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.ORDER_ALREADY_REPORTED,
        ProblemCode.ORDER_ALREADY_CREDITED,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.BUSINESS_DATE_OUT_OF_RANGE,
        ProblemCode.OCCURRED_AT_TOO_OLD,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.LINES_DO_NOT_ADD_UP
    })
    public Uni<RestResponse<byte[]>> report(@NotNull @Valid UnclaimedOrderRequest order, RoutingContext routing) {
        Caller who = caller.get();
        return orders.report(who, order, keys.require(routing, who, "points.unclaimed-orders", order))
                .map(Answer::toResponse);
    }
}
