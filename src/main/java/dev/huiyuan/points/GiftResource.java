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

/** Gifts that support takes back. */
@Path("/v1/points/transfers")
@Tag(name = "Points")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class GiftResource {
    private final GiftService gifts;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    GiftResource(GiftService gifts, IdempotencyKeys keys, CurrentCaller caller) {
        this.gifts = gifts;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent(again = "It was taken back before; the first result")
    @Path("/{entryId}/reversals")
    @RolesAllowed({Role.SERVICE, Role.REGIONAL, Role.ADMIN})
    @Operation(
            operationId = "takeGiftBack",
            summary = "A gift is taken back",
            description = "By the programme's policy the receiver owes what is spent already, or only what is left is"
                    + " taken back; the giver gets what was taken, so that nothing is made or lost.")
    @APIResponse(
            responseCode = "201",
            description = "Booked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = BookedResponse.class)))
    @Problems({
        ProblemCode.ENTRY_NOT_FOUND,
        ProblemCode.REFUND_ALREADY_BOOKED,
        ProblemCode.REVERSAL_EXCEEDS_REMAINDER,
        ProblemCode.RECEIVER_HAS_NOTHING_LEFT,
        ProblemCode.POINTS_LIMIT_REACHED,
        ProblemCode.SAME_MEMBER,
        ProblemCode.ACCOUNT_MERGED
    })
    public Uni<RestResponse<byte[]>> takeBack(
            UUID entryId, @NotNull @Valid TakeBackRequest reversal, RoutingContext routing) {
        Caller who = caller.get();
        return gifts.takeBack(
                        who,
                        entryId,
                        reversal,
                        keys.require(routing, who, "points.transfer-reversals", entryId, reversal))
                .map(Answer::toResponse);
    }
}
