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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Points at the till. */
@Path("/v1/points")
@Tag(name = "Points")
@Cancellable(false)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS, Role.IMPORT})
class PointsResource {
    private final PointsService points;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    PointsResource(PointsService points, IdempotencyKeys keys, CurrentCaller caller) {
        this.points = points;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Path("/accruals")
    @Operation(operationId = "accruePoints", summary = "An order earns points")
    @APIResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @APIResponse(
            responseCode = "200",
            description = "The same order was credited before; its first result",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.ORDER_ALREADY_CREDITED,
        ProblemCode.POINTS_LIMIT_REACHED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.OCCURRED_AT_TOO_OLD,
        ProblemCode.OUTCOME_UNKNOWN
    })
    public Uni<RestResponse<byte[]>> accrue(@NotNull @Valid AccrueRequest order, RoutingContext routing) {
        Caller who = caller.get();
        return points.accrue(who, order, keys.require(routing, who, "points.accruals", order))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/accruals/{entryId}/reversals")
    @Operation(operationId = "reverseAccrual", summary = "An order is refunded, whole or in part: its points go back")
    @APIResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @APIResponse(
            responseCode = "200",
            description = "The same refund was booked before; its first result",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.ENTRY_NOT_FOUND,
        ProblemCode.REFUND_ALREADY_BOOKED,
        ProblemCode.REVERSAL_EXCEEDS_REMAINDER,
        ProblemCode.OUTCOME_UNKNOWN
    })
    public Uni<RestResponse<byte[]>> reverseAccrual(
            UUID entryId, @NotNull @Valid ReverseAccrualRequest reversal, RoutingContext routing) {
        Caller who = caller.get();
        return points.reverseAccrual(
                        who,
                        entryId,
                        reversal,
                        keys.require(routing, who, "points.accrual-reversals", entryId, reversal))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/redemptions")
    @Operation(operationId = "redeemPoints", summary = "A member who is present spends points")
    @APIResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.POINTS_INSUFFICIENT,
        ProblemCode.OUTCOME_UNKNOWN
    })
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    public Uni<RestResponse<byte[]>> redeem(@NotNull @Valid RedeemRequest redemption, RoutingContext routing) {
        Caller who = caller.get();
        return points.redeem(who, redemption, keys.require(routing, who, "points.redemptions", redemption))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/redemptions/{entryId}/reversals")
    @Operation(operationId = "reverseRedemption", summary = "A redemption is taken back, whole or in part")
    @APIResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @APIResponse(
            responseCode = "200",
            description = "The same return was booked before; its first result",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.ENTRY_NOT_FOUND,
        ProblemCode.REFUND_ALREADY_BOOKED,
        ProblemCode.REVERSAL_EXCEEDS_REMAINDER,
        ProblemCode.POINTS_LIMIT_REACHED,
        ProblemCode.OUTCOME_UNKNOWN
    })
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    public Uni<RestResponse<byte[]>> reverseRedemption(
            UUID entryId, @NotNull @Valid ReverseRedemptionRequest reversal, RoutingContext routing) {
        Caller who = caller.get();
        return points.reverseRedemption(
                        who,
                        entryId,
                        reversal,
                        keys.require(routing, who, "points.redemption-reversals", entryId, reversal))
                .map(Answer::toResponse);
    }
}
