package dev.huiyuan.tier;

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

/** The history of a member's tiers as staff see it. */
@Path("/v1/members/{memberId}/tier-history")
@Tag(name = "Tiers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.AUDITOR})
class MemberTierHistoryResource {
    private final TierStatus status;

    MemberTierHistoryResource(TierStatus status) {
        this.status = status;
    }

    @GET
    @Operation(operationId = "listMemberTierHistory", summary = "The changes of a member's tier, latest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<Page<TierChangeResponse>> history(
            @PathParam("memberId") UUID memberId,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return status.history(memberId, cursor, limit);
    }
}
