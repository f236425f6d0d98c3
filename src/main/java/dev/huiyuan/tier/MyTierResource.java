package dev.huiyuan.tier;

import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The signed-in member's tier. */
@Path("/v1/me/tier")
@Tag(name = "Tiers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.MEMBER)
class MyTierResource {
    private final TierStatus status;
    private final CurrentCaller caller;

    MyTierResource(TierStatus status, CurrentCaller caller) {
        this.status = status;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "getMyTier",
            summary = "My tier, how far it is to the next one, and what to spend by when to keep it")
    @Problems({ProblemCode.MEMBER_NOT_FOUND})
    public Uni<TierResponse> tier() {
        return status.read(caller.get().id());
    }

    @GET
    @Path("/history")
    @Operation(operationId = "listMyTierHistory", summary = "The changes of my tier, latest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<Page<TierChangeResponse>> history(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return status.history(caller.get().id(), cursor, limit);
    }
}
