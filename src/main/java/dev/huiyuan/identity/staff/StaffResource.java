package dev.huiyuan.identity.staff;

import dev.huiyuan.shared.caller.CurrentCaller;
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

/** Administers staff. Requests carry passwords: they are not kept for idempotency keys, the user name is unique. */
@Path("/v1/admin/staff")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class StaffResource {
    private final StaffService staff;
    private final CurrentCaller caller;

    StaffResource(StaffService staff, CurrentCaller caller) {
        this.staff = staff;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "listStaff", summary = "Staff, newest first")
    public Uni<Page<StaffResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return staff.list(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "readStaff", summary = "A staff member with the version")
    @APIResponse(responseCode = "200", description = "The staff member")
    public Uni<RestResponse<StaffResponse>> read(@PathParam("id") UUID id) {
        return staff.read(id).map(found -> Versions.ok(found, found.version()));
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "createStaff", summary = "Lets a new staff member sign in")
    @APIResponseSchema(value = StaffResponse.class, responseCode = "201", responseDescription = "The staff member")
    @Problems({ProblemCode.USER_NAME_TAKEN, ProblemCode.STORE_UNKNOWN})
    public Uni<RestResponse<StaffResponse>> create(@NotNull @Valid NewStaffRequest request) {
        return staff.create(request).map(made -> Versions.created(made, made.version()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            operationId = "replaceStaff",
            summary = "Changes a staff member; the version by If-Match or in the body",
            description =
                    "Role and stores hold from the next refresh on. A new password and a disabled account end all sessions.")
    @APIResponse(responseCode = "200", description = "The staff member")
    @Problems({ProblemCode.STORE_UNKNOWN, ProblemCode.OWN_ACCOUNT})
    public Uni<RestResponse<StaffResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid StaffRequest request) {
        int version = Versions.require(ifMatch, request.version());
        return staff.replace(caller.get().id(), id, version, request)
                .map(changed -> Versions.ok(changed, changed.version()));
    }
}
