package dev.huiyuan.menu;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** A store's menu, and what it has sold out. */
@Path("/v1/stores/{storeId}/menu")
@Tag(name = "Menu")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class StoreMenuResource {
    private final DishDirectory menu;
    private final DishAbsences absences;
    private final ProgrammeService programme;
    private final CurrentCaller caller;

    StoreMenuResource(DishDirectory menu, DishAbsences absences, ProgrammeService programme, CurrentCaller caller) {
        this.menu = menu;
        this.absences = absences;
        this.programme = programme;
        this.caller = caller;
    }

    @GET
    @PermitAll
    @Operation(operationId = "readStoreMenu", summary = "The menu of a store in its order, with what is sold out")
    public Page<Dish> list(
            @PathParam("storeId") UUID storeId,
            @QueryParam("categoryCode") @Size(max = 40) @Nullable String categoryCode,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        requireKnown(storeId);
        UUID after = cursor == null ? null : Cursor.decode(cursor);
        return Page.of(menu.at(storeId).page(after, categoryCode, limit + 1), limit, Dish::id);
    }

    @PUT
    @Path("/dishes/{dishId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "setDishAvailability",
            summary = "Says whether a store has a dish: on sale, sold out (for a while), or not on its menu",
            description =
                    "What comes last holds, so a till may repeat it. Only managers take a dish off a store's menu.")
    @Problems({ProblemCode.STORE_NOT_ALLOWED, ProblemCode.DISH_NOT_FOUND, ProblemCode.DISH_RETIRED})
    public Uni<AvailabilityResponse> set(
            @PathParam("storeId") UUID storeId,
            @PathParam("dishId") UUID dishId,
            @NotNull @Valid AvailabilityRequest request) {
        Caller who = caller.get();
        requireKnown(storeId);
        if (!who.mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        boolean till = who.role().equals(Role.CLERK) || who.role().equals(Role.POS);
        if (till && request.state() == Availability.OFF) throw ProblemCode.FORBIDDEN.with();
        return absences.set(storeId, dishId, request).call(menu::refresh);
    }

    private void requireKnown(UUID storeId) {
        if (programme.store(storeId).isEmpty()) throw ProblemCode.NOT_FOUND.with();
    }
}
