package dev.huiyuan.programme;

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
import jakarta.ws.rs.DELETE;
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

/** Administers stores. */
@Path("/v1/admin/stores")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminStoreResource {
    private final StoreService stores;
    private final CurrentCaller caller;

    AdminStoreResource(StoreService stores, CurrentCaller caller) {
        this.stores = stores;
        this.caller = caller;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "listAllStores", summary = "All stores, newest first")
    public Uni<Page<AdminStoreResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return stores.list(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "readStore", summary = "A store as it is now, with its version")
    @APIResponse(responseCode = "200", description = "The store")
    public Uni<RestResponse<AdminStoreResponse>> read(@PathParam("id") UUID id) {
        return stores.read(id).map(store -> Versions.ok(store, store.version()));
    }

    @POST
    @RolesAllowed(Role.ADMIN)
    @Operation(operationId = "createStore", summary = "Opens a store")
    @APIResponseSchema(value = AdminStoreResponse.class, responseCode = "201", responseDescription = "The store")
    @Problems({ProblemCode.STORE_CODE_TAKEN, ProblemCode.PROGRAMME_TIME_REFUSED})
    public Uni<RestResponse<AdminStoreResponse>> create(@NotNull @Valid StoreRequest request) {
        return stores.create(request, caller.get().actor()).map(store -> Versions.created(store, store.version()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            operationId = "replaceStore",
            summary = "Changes a store, now or at a time; its version by If-Match or in the body")
    @APIResponse(responseCode = "200", description = "The store")
    @Problems({ProblemCode.STORE_CODE_TAKEN, ProblemCode.PROGRAMME_TIME_REFUSED, ProblemCode.PROGRAMME_VERSIONS_OVERLAP
    })
    public Uni<RestResponse<AdminStoreResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid StoreRequest request) {
        int version = Versions.require(ifMatch, request.version());
        return stores.replace(id, version, request, caller.get().actor())
                .map(store -> Versions.ok(store, store.version()));
    }

    @GET
    @Path("/{id}/versions")
    @RolesAllowed({Role.ADMIN, Role.AUDITOR})
    @Operation(operationId = "listStoreVersions", summary = "What a store was, is and will be, newest first")
    public Uni<Page<StoreVersionResponse>> versions(
            @PathParam("id") UUID id,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return stores.versions(id, cursor, limit);
    }

    @DELETE
    @Path("/{id}/versions/{version}")
    @RolesAllowed(Role.ADMIN)
    @Operation(
            operationId = "withdrawStoreVersion",
            summary = "Withdraws a version of a store that does not hold yet",
            description =
                    "It stays readable. Until shortly before it would hold, so that every instance knows in time.")
    @APIResponse(responseCode = "204", description = "Withdrawn")
    @Problems(ProblemCode.PROGRAMME_VERSION_NOT_SCHEDULED)
    public Uni<Void> withdraw(@PathParam("id") UUID id, @PathParam("version") int version) {
        return stores.withdraw(id, version, caller.get().actor());
    }
}
