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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Gifts of points to other members. */
@Path("/v1/me/points/transfers")
@Tag(name = "Points")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class MyGiftResource {
    private final GiftService gifts;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    MyGiftResource(GiftService gifts, IdempotencyKeys keys, CurrentCaller caller) {
        this.gifts = gifts;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @RolesAllowed(Role.MEMBER)
    @Operation(
            operationId = "giveMyPoints",
            summary = "I give points to another member",
            description = "Within the programme's limits of a day. Points keep the dates at which they expire."
                    + " Whether there is somebody to give to is told only to who could give, and after 10 numbers that"
                    + " nobody has no gift goes out that day.")
    @APIResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @Problems({
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.POINTS_INSUFFICIENT,
        ProblemCode.POINTS_LIMIT_REACHED,
        ProblemCode.TRANSFER_LIMIT_REACHED,
        ProblemCode.RECEIVER_NOT_AVAILABLE,
        ProblemCode.TOO_MANY_REQUESTS,
        ProblemCode.SAME_MEMBER,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_MERGED
    })
    public Uni<RestResponse<byte[]>> give(@NotNull @Valid GiftRequest gift, RoutingContext routing) {
        Caller who = caller.get();
        return gifts.give(who, gift, keys.require(routing, who, "points.transfers", gift))
                .map(Answer::toResponse);
    }
}
