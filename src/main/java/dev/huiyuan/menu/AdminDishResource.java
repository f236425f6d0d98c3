package dev.huiyuan.menu;

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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Administers dishes. */
@Path("/v1/admin/dishes")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminDishResource {
    private final DishService dishes;

    AdminDishResource(DishService dishes) {
        this.dishes = dishes;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "listAllDishes", summary = "All dishes, newest first")
    @Problems(ProblemCode.CURSOR_INVALID)
    public Uni<Page<AdminDishResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return dishes.list(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "readDish", summary = "A dish with its version")
    @APIResponse(
            responseCode = "200",
            description = "The dish",
            content = @Content(schema = @Schema(implementation = AdminDishResponse.class)))
    @Problems(ProblemCode.DISH_NOT_FOUND)
    public Uni<RestResponse<AdminDishResponse>> read(@PathParam("id") UUID id) {
        return dishes.read(id).map(dish -> withVersion(RestResponse.Status.OK, dish));
    }

    @POST
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "createDish", summary = "Puts a dish on the menu")
    @APIResponse(
            responseCode = "201",
            description = "The dish",
            content = @Content(schema = @Schema(implementation = AdminDishResponse.class)))
    @Problems(ProblemCode.DISH_CODE_TAKEN)
    public Uni<RestResponse<AdminDishResponse>> create(@NotNull @Valid DishRequest request) {
        return dishes.create(request).map(dish -> withVersion(RestResponse.Status.CREATED, dish));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "replaceDish", summary = "Changes a dish; its version by If-Match or in the body")
    @APIResponse(
            responseCode = "200",
            description = "The dish",
            content = @Content(schema = @Schema(implementation = AdminDishResponse.class)))
    @Problems({ProblemCode.DISH_NOT_FOUND, ProblemCode.VERSION_REQUIRED, ProblemCode.VERSION_STALE})
    public Uni<RestResponse<AdminDishResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid DishRequest request) {
        int version = Versions.require(ifMatch, request.version());
        return dishes.replace(id, version, request).map(dish -> withVersion(RestResponse.Status.OK, dish));
    }

    private static RestResponse<AdminDishResponse> withVersion(RestResponse.Status status, AdminDishResponse dish) {
        return RestResponse.ResponseBuilder.create(status, dish)
                .header(HttpHeaders.ETAG, Versions.etag(dish.version()))
                .build();
    }
}
