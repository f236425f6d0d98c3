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

/** Administers categories of dishes. */
@Path("/v1/admin/dish-categories")
@Tag(name = "Administration")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class AdminCategoryResource {
    private final CategoryService categories;
    private final DishDirectory menu;

    AdminCategoryResource(CategoryService categories, DishDirectory menu) {
        this.categories = categories;
        this.menu = menu;
    }

    @GET
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "listDishCategories", summary = "All categories of dishes, newest first")
    public Uni<Page<CategoryResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return categories.list(cursor, limit);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING, Role.AUDITOR})
    @Operation(operationId = "readDishCategory", summary = "A category with its version")
    @APIResponse(responseCode = "200", description = "The category")
    @Problems(ProblemCode.CATEGORY_NOT_FOUND)
    public Uni<RestResponse<CategoryResponse>> read(@PathParam("id") UUID id) {
        return categories.read(id).map(category -> Versions.ok(category, category.version()));
    }

    @POST
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "createDishCategory", summary = "Adds a category to the menu")
    @APIResponseSchema(value = CategoryResponse.class, responseCode = "201", responseDescription = "The category")
    @Problems(ProblemCode.CATEGORY_CODE_TAKEN)
    public Uni<RestResponse<CategoryResponse>> create(@NotNull @Valid CategoryRequest request) {
        return categories
                .create(request)
                .call(menu::refresh)
                .map(category -> Versions.created(category, category.version()));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(
            operationId = "replaceDishCategory",
            summary = "Changes a category; its version by If-Match or in the body")
    @APIResponse(responseCode = "200", description = "The category")
    @Problems(ProblemCode.CATEGORY_NOT_FOUND)
    public Uni<RestResponse<CategoryResponse>> replace(
            @PathParam("id") UUID id,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @NotNull @Valid CategoryRequest request) {
        int version = Versions.require(ifMatch, request.version());
        return categories
                .replace(id, version, request)
                .call(menu::refresh)
                .map(category -> Versions.ok(category, category.version()));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed({Role.ADMIN, Role.MARKETING})
    @Operation(operationId = "deleteDishCategory", summary = "Takes away a category that no dish is in")
    @APIResponse(responseCode = "204", description = "It is gone")
    @Problems({ProblemCode.CATEGORY_NOT_FOUND, ProblemCode.CATEGORY_IN_USE})
    public Uni<Void> delete(@PathParam("id") UUID id, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return categories.delete(id, Versions.require(ifMatch, null)).call(menu::refresh);
    }
}
