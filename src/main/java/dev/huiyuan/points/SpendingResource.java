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

/** Spending points at the till. */
@Path("/v1/points")
@Tag(name = "Points")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
@APIResponse(
        responseCode = "201",
        description = "Booked",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
class SpendingResource {
    private final SpendingService spending;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    SpendingResource(SpendingService spending, IdempotencyKeys keys, CurrentCaller caller) {
        this.spending = spending;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Path("/redemptions")
    @Operation(operationId = "redeemPoints", summary = "A member who is present spends points")
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.POINTS_INSUFFICIENT,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_MERGED
    })
    public Uni<RestResponse<byte[]>> redeem(@NotNull @Valid RedeemRequest redemption, RoutingContext routing) {
        Caller who = caller.get();
        return spending.redeem(who, redemption, keys.require(routing, who, "points.redemptions", redemption))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "The same return was booked before; its first result")
    @Path("/redemptions/{entryId}/reversals")
    @Operation(operationId = "reverseRedemption", summary = "Points that were redeemed or captured return, all or some")
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.ENTRY_NOT_FOUND,
        ProblemCode.REFUND_ALREADY_BOOKED,
        ProblemCode.REVERSAL_EXCEEDS_REMAINDER,
        ProblemCode.BILL_IS_ORDER,
        ProblemCode.POINTS_LIMIT_REACHED
    })
    public Uni<RestResponse<byte[]>> reverseRedemption(
            UUID entryId, @NotNull @Valid ReverseRedemptionRequest reversal, RoutingContext routing) {
        Caller who = caller.get();
        return spending.reverse(
                        who,
                        entryId,
                        reversal,
                        keys.require(routing, who, "points.redemption-reversals", entryId, reversal))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/holds")
    @Operation(
            operationId = "holdPoints",
            summary = "Points of a member who is present are set aside until they are captured or released",
            description = "The explanation's `at` says when they return by themselves.")
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.POINTS_INSUFFICIENT,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_MERGED
    })
    public Uni<RestResponse<byte[]>> hold(@NotNull @Valid RedeemRequest hold, RoutingContext routing) {
        Caller who = caller.get();
        return spending.hold(who, hold, keys.require(routing, who, "points.holds", hold))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "It was captured before; the first result")
    @Path("/holds/{entryId}/captures")
    @Operation(operationId = "captureHold", summary = "Held points are spent, all or some; the rest returns")
    @Problems({
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.ENTRY_NOT_FOUND,
        ProblemCode.HOLD_NOT_OPEN,
        ProblemCode.CAPTURE_EXCEEDS_HOLD
    })
    public Uni<RestResponse<byte[]>> capture(
            UUID entryId, @NotNull @Valid CaptureRequest capture, RoutingContext routing) {
        Caller who = caller.get();
        return spending.capture(
                        who, entryId, capture.points(), keys.require(routing, who, "points.captures", entryId, capture))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "They returned before; the first result")
    @Path("/holds/{entryId}/releases")
    @Operation(operationId = "releaseHold", summary = "Held points return")
    @Problems({ProblemCode.STORE_NOT_ALLOWED, ProblemCode.ENTRY_NOT_FOUND, ProblemCode.HOLD_NOT_OPEN})
    public Uni<RestResponse<byte[]>> release(UUID entryId, RoutingContext routing) {
        Caller who = caller.get();
        return spending.release(who, entryId, keys.require(routing, who, "points.releases", entryId))
                .map(Answer::toResponse);
    }
}
