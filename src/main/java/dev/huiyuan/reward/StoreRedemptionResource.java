package dev.huiyuan.reward;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a store hands over. */
@Path("/v1/stores/{storeId}/redemptions")
@Tag(name = "Rewards")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.AUDITOR, Role.POS})
class StoreRedemptionResource {
    private final RedemptionViews views;
    private final CurrentCaller caller;

    StoreRedemptionResource(RedemptionViews views, CurrentCaller caller) {
        this.views = views;
        this.caller = caller;
    }

    @GET
    @Operation(
            operationId = "listStoreRedemptions",
            summary = "What is redeemed at a store, newest first",
            description = "With a member also what that member can fetch anywhere.")
    @Problems(ProblemCode.STORE_NOT_ALLOWED)
    public Uni<Page<RewardRedemption>> list(
            @PathParam("storeId") UUID storeId,
            @QueryParam("state") @Nullable RedemptionState state,
            @QueryParam("memberId") @Nullable UUID memberId,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (!caller.get().mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return views.ofStore(storeId, memberId, state, Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, RewardRedemption::id));
    }
}
