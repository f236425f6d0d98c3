package dev.huiyuan.member.file;

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
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a member asks to have changed, for those who decide. */
@Path("/v1/members/{id}/change-requests")
@Tag(name = "Members")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.SERVICE, Role.ADMIN})
class MemberChangeRequestResource {
    private final BirthdayChanges changes;

    MemberChangeRequestResource(BirthdayChanges changes) {
        this.changes = changes;
    }

    @GET
    @Operation(operationId = "listMemberChangeRequests", summary = "What a member asked to have changed, latest first")
    public Uni<Page<ChangeRequestResponse>> list(
            @PathParam("id") UUID memberId,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return changes.list(memberId, cursor, limit);
    }
}
