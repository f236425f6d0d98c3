package dev.huiyuan.reward;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import dev.huiyuan.shared.version.Versions;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Administers rewards. */
@Path("/v1/admin/rewards")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminRewardResource {
    private final RewardService rewards;

    AdminRewardResource(RewardService rewards) {
        this.rewards = rewards;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "listAllRewards", summary = "All rewards, newest first")
    public Uni<Page<AdminRewardResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return rewards.list(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "readReward", summary = "A reward with its version")
    @APIResponse(responseCode = "200", description = "The reward")
    @Problems(ProblemCode.REWARD_NOT_FOUND)
    public Uni<RestResponse<AdminRewardResponse>> read(@PathParam("id") UUID id) {
        return rewards.read(id).map(reward -> Versions.ok(reward, reward.version()));
    }

    @POST
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "createReward", summary = "Puts a reward into the catalogue")
    @APIResponseSchema(value = AdminRewardResponse.class, responseCode = "201", responseDescription = "The reward")
    @Problems({ProblemCode.REWARD_CODE_TAKEN, ProblemCode.REWARD_STATE_REFUSED})
    public Uni<RestResponse<AdminRewardResponse>> create(@NotNull @Valid RewardRequest request) {
        return rewards.create(request).map(reward -> Versions.created(reward, reward.version()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "replaceReward", summary = "Changes a reward; its version by If-Match or in the body")
    @APIResponse(responseCode = "200", description = "The reward")
    @Problems({ProblemCode.REWARD_NOT_FOUND, ProblemCode.REWARD_STATE_REFUSED})
    public Uni<RestResponse<AdminRewardResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid RewardRequest request) {
        int version = Versions.require(ifMatch, request.version());
        return rewards.replace(id, version, request).map(reward -> Versions.ok(reward, reward.version()));
    }
}
