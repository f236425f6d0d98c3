package dev.huiyuan.benefit;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** Birthday meals that members ask a store for. */
@Path("/v1/stores/{storeId}/meal-bookings")
@Tag(name = "Benefits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN})
@Cancellable(false)
class StoreMealBookingResource {
    private static final int CREATED = 201;

    private final MealBookings bookings;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    StoreMealBookingResource(
            MealBookings bookings, Idempotency idempotency, IdempotencyKeys keys, CurrentCaller caller) {
        this.bookings = bookings;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listStoreMealBookings", summary = "The birthday meals booked at a store, latest first")
    @Problems(ProblemCode.STORE_NOT_ALLOWED)
    public Uni<Page<MealBookingResponse>> list(
            @PathParam("storeId") UUID storeId,
            @QueryParam("state") @Pattern(regexp = "^(REQUESTED|CONFIRMED|DECLINED|CANCELLED)$") @Nullable String state,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        ofStore(storeId);
        return bookings.ofStore(storeId, state == null ? null : MealBookingState.valueOf(state), cursor, limit);
    }

    @POST
    @Idempotent
    @Path("/{id}/confirmations")
    @Operation(operationId = "confirmMealBooking", summary = "Confirms a birthday meal")
    @APIResponseSchema(value = MealBookingResponse.class, responseCode = "201", responseDescription = "The booking")
    @Problems({ProblemCode.STORE_NOT_ALLOWED, ProblemCode.MEAL_BOOKING_NOT_FOUND, ProblemCode.MEAL_BOOKING_CLOSED})
    public Uni<RestResponse<byte[]>> confirm(
            @PathParam("storeId") UUID storeId, @PathParam("id") UUID id, RoutingContext routing) {
        Caller staff = ofStore(storeId);
        return idempotency
                .run(
                        keys.require(routing, staff, "benefits.meal-confirmations", storeId, id),
                        CREATED,
                        connection -> bookings.answer(connection, staff, storeId, id, null))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/{id}/refusals")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "declineMealBooking", summary = "Declines a birthday meal, with a reason")
    @APIResponseSchema(value = MealBookingResponse.class, responseCode = "201", responseDescription = "The booking")
    @Problems({ProblemCode.STORE_NOT_ALLOWED, ProblemCode.MEAL_BOOKING_NOT_FOUND, ProblemCode.MEAL_BOOKING_CLOSED})
    public Uni<RestResponse<byte[]>> decline(
            @PathParam("storeId") UUID storeId,
            @PathParam("id") UUID id,
            @NotNull @Valid MealRefusalRequest request,
            RoutingContext routing) {
        Caller staff = ofStore(storeId);
        return idempotency
                .run(
                        keys.require(routing, staff, "benefits.meal-refusals", storeId, id, request),
                        CREATED,
                        connection -> bookings.answer(connection, staff, storeId, id, request.reason()))
                .map(Answer::toResponse);
    }

    private Caller ofStore(UUID storeId) {
        Caller staff = caller.get();
        if (!staff.mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return staff;
    }
}
