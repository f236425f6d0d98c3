package dev.huiyuan.points.early;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Refunds and completions without their order. */
@Path("/v1/points/early-events")
@Tag(name = "Points")
@RolesAllowed({Role.SERVICE, Role.ADMIN, Role.AUDITOR})
class EarlyEventResource {
    private final EarlyEventTable events;
    private final ProgrammeService programme;

    EarlyEventResource(EarlyEventTable events, ProgrammeService programme) {
        this.events = events;
        this.programme = programme;
    }

    @GET
    @Operation(
            operationId = "listEarlyEvents",
            summary = "Refunds and completions that came before their order, latest first",
            description = "What was refused when its order came stays here with the problem, until it is reported"
                    + " again as the order has it, or until it is too old.")
    public Uni<Page<EarlyEventResponse>> list(
            @QueryParam("state") @Nullable EarlyEventState state,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return events.page(state, Cursor.decode(cursor), limit + 1, programme.zone())
                .map(rows -> Page.of(rows, limit, EarlyEventResponse::id));
    }
}
