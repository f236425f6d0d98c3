package dev.huiyuan.points;

import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.shared.caller.CurrentCaller;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A member's own points. */
@Path("/v1/me/points")
@Tag(name = "Points")
@RolesAllowed(Role.MEMBER)
class MyPointsResource {
    private final PointsHistory history;
    private final PointsStatements statements;
    private final ProblemContexts contexts;
    private final CurrentCaller caller;

    MyPointsResource(
            PointsHistory history, PointsStatements statements, ProblemContexts contexts, CurrentCaller caller) {
        this.history = history;
        this.statements = statements;
        this.contexts = contexts;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "getMyPoints", summary = "My points and when they expire, or my points at a past instant")
    @Problems({ProblemCode.MEMBER_NOT_FOUND})
    public Uni<PointsResponse> points(
            @Parameter(
                            description = "A past instant; now where absent",
                            example = "2026-11-21T12:30:00+08:00",
                            schema = @Schema(type = SchemaType.STRING, format = "date-time"))
                    @QueryParam("at")
                    @Nullable
                    String at) {
        return at == null
                ? history.points(caller.get().id())
                : statements.at(caller.get().id(), at);
    }

    @GET
    @Path("/entries")
    @Operation(operationId = "listMyPointsEntries", summary = "My points history, latest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<Page<EntryResponse>> entries(
            @QueryParam("type") @Nullable EntryType type,
            @QueryParam("month") @Nullable String month,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor,
            RoutingContext routing) {
        return history.entries(
                caller.get().id(),
                new PointsHistory.Query(type, month, limit, cursor),
                contexts.of(routing).language());
    }

    @GET
    @Path("/statements")
    @Operation(operationId = "listMyPointsStatements", summary = "The months in which my points moved, latest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<Page<StatementMonth>> statements(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return statements.months(caller.get().id(), limit, cursor);
    }

    @GET
    @Path("/statements/{month}")
    @Operation(operationId = "getMyPointsStatement", summary = "My points within a month")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.VALIDATION_FAILED})
    public Uni<StatementResponse> statement(
            @Parameter(description = "The month, yyyy-MM", example = "2026-11") @PathParam("month") String month) {
        return statements.statement(caller.get().id(), month);
    }
}
