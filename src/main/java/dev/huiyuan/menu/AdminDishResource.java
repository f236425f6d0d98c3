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
import jakarta.validation.constraints.Size;
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

/** Administers dishes. */
@Path("/v1/admin/dishes")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminDishResource {
    private final DishService dishes;
    private final DishRetirement retirement;
    private final DishLists lists;
    private final DishDirectory menu;

    AdminDishResource(DishService dishes, DishRetirement retirement, DishLists lists, DishDirectory menu) {
        this.dishes = dishes;
        this.retirement = retirement;
        this.lists = lists;
        this.menu = menu;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "listAllDishes", summary = "Dishes, newest first, also by code or by a platform's code")
    public Uni<Page<AdminDishResponse>> list(
            @QueryParam("code") @Size(max = 40) @Nullable String code,
            @QueryParam("categoryCode") @Size(max = 40) @Nullable String categoryCode,
            @QueryParam("platform") @Size(max = 20) @Nullable String platform,
            @QueryParam("platformCode") @Size(max = 100) @Nullable String platformCode,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return lists.page(new DishLists.Filter(code, categoryCode, platform, platformCode), cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "readDish", summary = "A dish with its version")
    @APIResponse(responseCode = "200", description = "The dish")
    @Problems(ProblemCode.DISH_NOT_FOUND)
    public Uni<RestResponse<AdminDishResponse>> read(@PathParam("id") UUID id) {
        return lists.read(id).map(dish -> Versions.ok(dish, dish.version()));
    }

    @POST
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "createDish", summary = "Puts a dish on the menu")
    @APIResponseSchema(value = AdminDishResponse.class, responseCode = "201", responseDescription = "The dish")
    @Problems({ProblemCode.DISH_CODE_TAKEN, ProblemCode.PLATFORM_CODE_TAKEN})
    public Uni<RestResponse<AdminDishResponse>> create(@NotNull @Valid DishRequest request) {
        return dishes.create(request).call(menu::refresh).map(dish -> Versions.created(dish, dish.version()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "replaceDish", summary = "Changes a dish; its version by If-Match or in the body")
    @APIResponse(responseCode = "200", description = "The dish")
    @Problems({ProblemCode.DISH_NOT_FOUND, ProblemCode.DISH_RETIRED, ProblemCode.PLATFORM_CODE_TAKEN})
    public Uni<RestResponse<AdminDishResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid DishRequest request) {
        int version = Versions.require(ifMatch, request.version());
        return dishes.replace(id, version, request).call(menu::refresh).map(dish -> Versions.ok(dish, dish.version()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(
            operationId = "retireDish",
            summary = "Takes a dish off the menu for good",
            description =
                    "What was sold stays readable, so nothing is deleted, and a dish can be restored. Refused while"
                            + " coupon templates or rewards give it away; the problem names them.")
    @APIResponse(responseCode = "204", description = "It is retired")
    @Problems({ProblemCode.DISH_NOT_FOUND, ProblemCode.DISH_RETIRED, ProblemCode.DISH_REFERRED})
    public Uni<Void> retire(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return retirement.retire(id, Versions.require(ifMatch, null)).call(menu::refresh);
    }

    @POST
    @Path("/{id}/restorations")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "restoreDish", summary = "Takes a retired dish back on the menu")
    @APIResponseSchema(value = AdminDishResponse.class, responseCode = "201", responseDescription = "The dish")
    @Problems({ProblemCode.DISH_NOT_FOUND, ProblemCode.DISH_NOT_RETIRED})
    public Uni<RestResponse<AdminDishResponse>> restore(
            @PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return retirement
                .restore(id, Versions.require(ifMatch, null))
                .chain(() -> lists.read(id))
                .map(dish -> Versions.created(dish, dish.version()));
    }
}
