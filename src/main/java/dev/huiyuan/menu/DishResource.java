package dev.huiyuan.menu;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The menu, for everybody. */
@Path("/v1/dishes")
@Tag(name = "Menu")
@Produces(MediaType.APPLICATION_JSON)
class DishResource {
    private final DishDirectory menu;
    private final ProgrammeService programme;

    DishResource(DishDirectory menu, ProgrammeService programme) {
        this.menu = menu;
        this.programme = programme;
    }

    @GET
    @PermitAll
    @Operation(operationId = "listDishes", summary = "The menu in its order, with a store's prices where one is given")
    @Problems(ProblemCode.STORE_UNKNOWN)
    public Page<Dish> list(
            @QueryParam("storeId") @Nullable UUID storeId,
            @QueryParam("categoryCode") @Size(max = 40) @Nullable String categoryCode,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (storeId != null) programme.requireStore(storeId);
        StoreMenu known = storeId == null ? menu.anywhere() : menu.at(storeId);
        UUID after = cursor == null ? null : Cursor.decode(cursor);
        return Page.of(known.page(after, categoryCode, limit + 1), limit, Dish::id);
    }
}
