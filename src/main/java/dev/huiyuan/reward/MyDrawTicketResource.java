package dev.huiyuan.reward;

import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
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

/** The signed-in member's tickets of draws. */
@Path("/v1/me/draw-tickets")
@Tag(name = "Rewards")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.MEMBER)
class MyDrawTicketResource {
    private final DrawTickets tickets;
    private final CurrentCaller caller;
    private final Pool pool;

    MyDrawTicketResource(DrawTickets tickets, CurrentCaller caller, Pool pool) {
        this.tickets = tickets;
        this.caller = caller;
        this.pool = pool;
    }

    @GET
    @Operation(operationId = "listMyDrawTickets", summary = "My tickets of draws, newest first")
    public Uni<Page<DrawTicketResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return tickets.ofMember(pool, caller.get().id(), Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, DrawTicketResponse::id));
    }
}
