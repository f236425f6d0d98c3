package dev.huiyuan.reward;

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

/** Pools of codes of others, such as a lounge's or a partner shop's. */
@Path("/v1/admin/reward-pools")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class RewardPoolResource {
    private static final int CREATED = 201;

    private final RewardPools pools;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    RewardPoolResource(RewardPools pools, Idempotency idempotency, IdempotencyKeys keys, CurrentCaller caller) {
        this.pools = pools;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "listRewardPools", summary = "Pools of codes with how many are left, newest first")
    public Uni<Page<PoolResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return pools.list(Cursor.decode(cursor), limit + 1).map(rows -> Page.of(rows, limit, PoolResponse::id));
    }

    @POST
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "createRewardPool", summary = "Makes a pool of codes")
    @APIResponseSchema(value = PoolResponse.class, responseCode = "201", responseDescription = "The pool")
    @Problems(ProblemCode.REWARD_POOL_CODE_TAKEN)
    public Uni<RestResponse<PoolResponse>> create(@NotNull @Valid PoolRequest request) {
        return pools.create(request).map(made -> RestResponse.status(RestResponse.Status.CREATED, made));
    }

    @POST
    @Idempotent
    @Path("/{id}/uploads")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(
            operationId = "uploadRewardPoolCodes",
            summary = "Adds up to 5,000 codes to a pool; they are kept encrypted and given once each")
    @APIResponseSchema(value = PoolUploadResponse.class, responseCode = "201", responseDescription = "What was added")
    @Problems(ProblemCode.REWARD_POOL_NOT_FOUND)
    public Uni<RestResponse<byte[]>> upload(
            @PathParam("id") UUID id, @NotNull @Valid PoolUploadRequest request, RoutingContext routing) {
        Caller who = caller.get();
        return idempotency
                .run(
                        keys.require(routing, who, "rewards.pool-uploads", id, request),
                        CREATED,
                        connection -> pools.upload(connection, id, request.codes()))
                .map(Answer::toResponse);
    }
}
