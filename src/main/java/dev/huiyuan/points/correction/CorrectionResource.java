package dev.huiyuan.points.correction;

import dev.huiyuan.points.BookedResponse;
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

/** Corrections of accounts by hand. */
@Path("/v1/points")
@Tag(name = "Points")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@RolesAllowed({Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN})
@APIResponse(
        responseCode = "201",
        description = "Booked",
        content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
class CorrectionResource {
    private final Corrections corrections;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    CorrectionResource(Corrections corrections, IdempotencyKeys keys, CurrentCaller caller) {
        this.corrections = corrections;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Path("/adjustments")
    @Operation(operationId = "adjustPoints", summary = "Points are corrected by hand")
    @APIResponse(
            responseCode = "202",
            description = "More than one person may do alone: a second person decides, see the approvals",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = AwaitingApproval.class)))
    @Problems({
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.POINTS_INSUFFICIENT,
        ProblemCode.POINTS_LIMIT_REACHED
    })
    public Uni<RestResponse<byte[]>> adjust(@NotNull @Valid AdjustmentRequest adjustment, RoutingContext routing) {
        Caller who = caller.get();
        return corrections
                .adjust(who, adjustment, keys.require(routing, who, "points.adjustments", adjustment))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/freezes")
    @Operation(operationId = "freezePoints", summary = "Nothing is spent from an account until it is unfrozen")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.ACCOUNT_FROZEN, ProblemCode.ACCOUNT_MERGED})
    public Uni<RestResponse<byte[]>> freeze(@NotNull @Valid FreezeRequest freeze, RoutingContext routing) {
        Caller who = caller.get();
        return corrections
                .freeze(who, freeze, true, keys.require(routing, who, "points.freezes", freeze))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/unfreezes")
    @Operation(operationId = "unfreezePoints", summary = "A frozen account may spend again")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.ACCOUNT_NOT_FROZEN, ProblemCode.ACCOUNT_MERGED})
    public Uni<RestResponse<byte[]>> unfreeze(@NotNull @Valid FreezeRequest unfreeze, RoutingContext routing) {
        Caller who = caller.get();
        return corrections
                .freeze(who, unfreeze, false, keys.require(routing, who, "points.unfreezes", unfreeze))
                .map(Answer::toResponse);
    }
}
