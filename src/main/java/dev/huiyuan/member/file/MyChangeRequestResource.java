package dev.huiyuan.member.file;

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
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What the member asks to have changed. */
@Path("/v1/me/change-requests")
@Tag(name = "Me")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.MEMBER)
@Cancellable(false)
class MyChangeRequestResource {
    private static final int ACCEPTED = 202;

    private final BirthdayChanges changes;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    MyChangeRequestResource(
            BirthdayChanges changes, Idempotency idempotency, IdempotencyKeys keys, CurrentCaller caller) {
        this.changes = changes;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "requestMyChange", summary = "Asks for another birthday")
    @APIResponseSchema(
            value = ChangeRequestResponse.class,
            responseCode = "202",
            responseDescription = "Somebody of the service decides, see the approvals")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.MEMBER_CLOSED, ProblemCode.UNDER_AGE})
    public Uni<RestResponse<byte[]>> ask(@NotNull @Valid ChangeRequest request, RoutingContext routing) {
        Caller member = caller.get();
        return idempotency
                .run(
                        keys.require(routing, member, "members.change-requests", request),
                        ACCEPTED,
                        connection -> changes.ask(connection, member, request.birthday()))
                .map(Answer::toResponse);
    }

    @GET
    @Operation(operationId = "listMyChangeRequests", summary = "What I asked to have changed, latest first")
    public Uni<Page<ChangeRequestResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return changes.list(caller.get().id(), cursor, limit);
    }
}
