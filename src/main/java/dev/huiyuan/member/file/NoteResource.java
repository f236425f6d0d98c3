package dev.huiyuan.member.file;

import dev.huiyuan.member.NoteOnCard;
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
import jakarta.ws.rs.Consumes;
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

/** Notes about members, for staff. */
@Path("/v1/members/{id}/notes")
@Tag(name = "Members")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN})
@Cancellable(false)
class NoteResource {
    private final Notes notes;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    NoteResource(Notes notes, IdempotencyKeys keys, CurrentCaller caller) {
        this.notes = notes;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Operation(operationId = "addMemberNote", summary = "Adds a note about a member")
    @APIResponseSchema(value = NoteOnCard.class, responseCode = "201", responseDescription = "The note")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.MEMBER_CLOSED, ProblemCode.NOTE_LIMIT_REACHED})
    public Uni<RestResponse<byte[]>> add(
            @PathParam("id") UUID id, @NotNull @Valid NoteRequest request, RoutingContext routing) {
        Caller author = caller.get();
        return notes.add(keys.require(routing, author, "members.notes", id, request), author, id, request.text())
                .map(Answer::toResponse);
    }

    @GET
    @Operation(operationId = "listMemberNotes", summary = "The notes about a member, latest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<Page<NoteOnCard>> list(
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return notes.list(id, cursor, limit);
    }
}
