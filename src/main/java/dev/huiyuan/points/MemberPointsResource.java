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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A member's points as staff see them: points are valid in all stores, so any store may look. */
@Path("/v1/members/{memberId}/points")
@Tag(name = "Points")
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.AUDITOR, Role.POS})
class MemberPointsResource {
    private final PointsHistory history;
    private final PointsStatements statements;
    private final ProblemContexts contexts;

    MemberPointsResource(PointsHistory history, PointsStatements statements, ProblemContexts contexts) {
        this.history = history;
        this.statements = statements;
        this.contexts = contexts;
    }

    @GET
    @Operation(
            operationId = "getMemberPoints",
            summary = "A member's points and when they expire, or the points at a past instant")
    @Problems({ProblemCode.MEMBER_NOT_FOUND})
    public Uni<PointsResponse> points(
            UUID memberId,
            @Parameter(
                            description = "A past instant; now where absent",
                            example = "2026-11-21T12:30:00+08:00",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @QueryParam("at")
                    @Nullable
                    String at) {
        return at == null ? history.points(memberId) : statements.at(memberId, at);
    }

    @GET
    @Path("/entries")
    @Operation(operationId = "listMemberPointsEntries", summary = "A member's points history, latest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
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

    @GET
    @Path("/statements")
    @Operation(
            operationId = "listMemberPointsStatements",
            summary = "The months in which a member's points moved, latest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<Page<StatementMonth>> statements(
            UUID memberId,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return statements.months(memberId, limit, cursor);
    }

    @GET
    @Path("/statements/{month}")
    @Operation(operationId = "getMemberPointsStatement", summary = "A member's points within a month")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    public Uni<StatementResponse> statement(
            UUID memberId,
            @Parameter(description = "The month, yyyy-MM", example = "2026-11") @PathParam("month") String month) {
        return statements.statement(memberId, month);
    }
}
