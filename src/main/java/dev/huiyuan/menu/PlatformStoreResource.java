package dev.huiyuan.menu;

import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** What platforms call our stores. */
@Path("/v1/admin/platform-stores")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class PlatformStoreResource {
    private final PlatformStoreTable names;
    private final DishDirectory menu;

    PlatformStoreResource(PlatformStoreTable names, DishDirectory menu) {
        this.names = names;
        this.menu = menu;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "listPlatformStores", summary = "What platforms call our stores, newest first")
    public Uni<Page<PlatformStoreResponse>> list(
            @QueryParam("platform") @Size(max = 20) @Nullable String platform,
            @QueryParam("storeId") @Nullable UUID storeId,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return names.list(platform, storeId, cursor, limit);
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "createPlatformStore", summary = "Says what a platform calls a store")
    @APIResponseSchema(value = PlatformStoreResponse.class, responseCode = "201", responseDescription = "The name")
    @Problems({ProblemCode.STORE_UNKNOWN, ProblemCode.PLATFORM_CODE_TAKEN})
    public Uni<RestResponse<PlatformStoreResponse>> create(@NotNull @Valid PlatformStoreRequest request) {
        return names.insert(request)
                .call(menu::refresh)
                .map(named -> RestResponse.status(RestResponse.Status.CREATED, named));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "deletePlatformStore", summary = "Takes a platform's name of a store away")
    @APIResponse(responseCode = "204", description = "It is gone")
    public Uni<Void> delete(@PathParam("id") UUID id) {
        return names.delete(id).call(menu::refresh);
    }
}
