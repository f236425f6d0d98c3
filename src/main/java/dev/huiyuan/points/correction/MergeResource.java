package dev.huiyuan.points.correction;

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

/** Merges of accounts, each agreed to by a second person. */
@Path("/v1/points")
@Tag(name = "Points")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
@RolesAllowed({Role.SERVICE, Role.ADMIN})
class MergeResource {
    private final Corrections corrections;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    MergeResource(Corrections corrections, IdempotencyKeys keys, CurrentCaller caller) {
        this.corrections = corrections;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Path("/merges")
    @Operation(
            operationId = "mergePoints",
            summary = "Asks for the account of one person to go into another of the same person")
    @APIResponse(
            responseCode = "202",
            description = "A second person decides, see the approvals",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = AwaitingApproval.class)))
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.SAME_MEMBER})
    public Uni<RestResponse<byte[]>> merge(@NotNull @Valid MergeRequest merge, RoutingContext routing) {
        Caller who = caller.get();
        return corrections
                .merge(who, merge, keys.require(routing, who, "points.merges", merge))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/merges/{entryId}/reversals")
    @Operation(
            operationId = "reversePointsMerge",
            summary = "Asks for a merge to be undone, by the entry with which the points left")
    @APIResponse(
            responseCode = "202",
            description = "A second person decides, see the approvals",
            content =
                    @Content(mediaType = "application/json", schema = @Schema(implementation = AwaitingApproval.class)))
    @Problems({ProblemCode.ENTRY_NOT_FOUND, ProblemCode.NOT_MERGED})
    public Uni<RestResponse<byte[]>> reverse(
            UUID entryId, @NotNull @Valid MergeReversalRequest reversal, RoutingContext routing) {
        Caller who = caller.get();
        return corrections
                .reverseMerge(
                        who, entryId, reversal, keys.require(routing, who, "points.merge-reversals", entryId, reversal))
                .map(Answer::toResponse);
    }
}
