package dev.huiyuan.benefit;

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
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
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

/** What a store has to do for members. */
@Path("/v1/stores/{storeId}/tasks")
@Tag(name = "Benefits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN})
@Cancellable(false)
class StoreTaskResource {
    private final StoreTasks tasks;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    StoreTaskResource(StoreTasks tasks, Idempotency idempotency, IdempotencyKeys keys, CurrentCaller caller) {
        this.tasks = tasks;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listStoreTasks", summary = "What the store has to do for members, latest first")
    @Problems(ProblemCode.STORE_NOT_ALLOWED)
    public Uni<Page<StoreTask>> list(
            @PathParam("storeId") UUID storeId,
            @QueryParam("done") @Nullable Boolean done,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (!caller.get().mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return tasks.list(storeId, done, cursor, limit);
    }

    @POST
    @Idempotent
    @Path("/{id}/completions")
    @Operation(operationId = "completeStoreTask", summary = "Says that a task is done")
    @APIResponseSchema(value = StoreTask.class, responseCode = "201", responseDescription = "The task")
    @Problems({ProblemCode.STORE_NOT_ALLOWED, ProblemCode.TASK_NOT_FOUND, ProblemCode.TASK_DONE})
    public Uni<RestResponse<byte[]>> complete(
            @PathParam("storeId") UUID storeId, @PathParam("id") UUID id, RoutingContext routing) {
        Caller who = caller.get();
        if (!who.mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return idempotency
                .run(
                        keys.require(routing, who, "benefits.task-completions", storeId, id),
                        201,
                        connection -> tasks.complete(connection, who, storeId, id))
                .map(Answer::toResponse);
    }
}
