package dev.huiyuan.points;

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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What orders do to points. */
@Path("/v1/points")
@Tag(name = "Points")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS, Role.IMPORT})
@APIResponse(
        responseCode = "201",
        description = "Booked",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
class OrderPointsResource {
    private final OrderPoints points;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    OrderPointsResource(OrderPoints points, IdempotencyKeys keys, CurrentCaller caller) {
        this.points = points;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent(again = "The same order was credited before; its first result")
    @Path("/accruals")
    @Operation(operationId = "accruePoints", summary = "An order earns points")
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.ORDER_ALREADY_CREDITED,
        ProblemCode.POINTS_LIMIT_REACHED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.LINES_DO_NOT_ADD_UP,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.OCCURRED_AT_TOO_OLD,
        ProblemCode.BUSINESS_DATE_OUT_OF_RANGE
    })
    public Uni<RestResponse<byte[]>> accrue(@NotNull @Valid AccrueRequest order, RoutingContext routing) {
        Caller who = caller.get();
        return points.accrue(who, order, keys.require(routing, who, "points.accruals", order))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "The same refund was booked before; its first result")
    @Path("/accruals/{entryId}/reversals")
    @Operation(operationId = "reverseAccrual", summary = "An order is refunded, whole or in part: its points go back")
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.ENTRY_NOT_FOUND,
        ProblemCode.REFUND_ALREADY_BOOKED,
        ProblemCode.REVERSAL_EXCEEDS_REMAINDER,
        ProblemCode.LINE_NOT_FOUND,
        ProblemCode.BILL_IS_ORDER
    })
    public Uni<RestResponse<byte[]>> reverseAccrual(
            UUID entryId, @NotNull @Valid ReverseAccrualRequest reversal, RoutingContext routing) {
        Caller who = caller.get();
        return points.refund(
                        who,
                        entryId,
                        reversal,
                        keys.require(routing, who, "points.accrual-reversals", entryId, reversal))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "The same refund was booked before; its first result")
    @Path("/refunds")
    @Operation(
            operationId = "refundOrder",
            summary = "An order is refunded, whole or in part, by its own reference and in any sequence",
            description = "A refund that comes before its order waits for it; one of more than what is left takes what"
                    + " is left. While its order is unknown, a refund of lines names the amount too (400 otherwise),"
                    + " which counts if the order comes without such lines. So any sequence and repetition of an order's events ends the same."
                    + " It finds its order whether both tell the business date or only one of them does; where it tells none and"
                    + " several orders of the last year have its number, it is refused until it does.")
    @APIResponse(
            responseCode = "202",
            description = "The order has not come yet; it is booked with it",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = WaitingResponse.class)))
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.REFUND_ALREADY_BOOKED,
        ProblemCode.LINE_NOT_FOUND,
        ProblemCode.BILL_IS_ORDER,
        ProblemCode.BUSINESS_DATE_REQUIRED,
        ProblemCode.BUSINESS_DATE_OUT_OF_RANGE
    })
    public Uni<RestResponse<byte[]>> refundOrder(@NotNull @Valid OrderRefundRequest refund, RoutingContext routing) {
        Caller who = caller.get();
        return points.refund(who, refund, keys.require(routing, who, "points.refunds", refund))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "It was reported before; the first result")
    @Path("/completions")
    @Operation(
            operationId = "completeOrder",
            summary = "An order can no longer be cancelled: its points become available after the programme's hold",
            description = "Never later than they would without a completion.")
    @APIResponse(
            responseCode = "202",
            description = "The order has not come yet; it is booked with it",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = WaitingResponse.class)))
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.BUSINESS_DATE_REQUIRED,
        ProblemCode.BUSINESS_DATE_OUT_OF_RANGE
    })
    public Uni<RestResponse<byte[]>> completeOrder(
            @NotNull @Valid OrderCompletionRequest completion, RoutingContext routing) {
        Caller who = caller.get();
        return points.complete(who, completion, keys.require(routing, who, "points.completions", completion))
                .map(Answer::toResponse);
    }
}
