package dev.huiyuan.points;

import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemContexts;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A member's points as staff see them: points are valid in all stores, so any store may look. */
@Path("/v1/members/{memberId}/points")
@Tag(name = "Points")
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.AUDITOR, Role.POS})
class MemberPointsResource {
    private final PointsHistory history;
    private final ProblemContexts contexts;

    MemberPointsResource(PointsHistory history, ProblemContexts contexts) {
        this.history = history;
        this.contexts = contexts;
    }

    @GET
    @Operation(operationId = "getMemberPoints", summary = "A member's points and when they expire")
    @Problems({ProblemCode.MEMBER_NOT_FOUND})
    public Uni<PointsResponse> points(UUID memberId) {
        return history.points(memberId);
    }

    @GET
    @Path("/entries")
    @Operation(operationId = "listMemberPointsEntries", summary = "A member's points history, latest first")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.CURSOR_INVALID})
    public Uni<Page<EntryResponse>> entries(
            UUID memberId,
            @QueryParam("type") @Nullable EntryType type,
            @QueryParam("month") @Nullable String month,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            RoutingContext routing) {
        return history.entries(
                memberId,
                new PointsHistory.Query(type, month, limit, cursor),
                contexts.of(routing).language());
    }
}
