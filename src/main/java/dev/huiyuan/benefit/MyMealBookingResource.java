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

/** The signed-in member's birthday meals. */
@Path("/v1/me/benefits/meal-bookings")
@Tag(name = "Benefits")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.MEMBER)
@Cancellable(false)
class MyMealBookingResource {
    private static final int CREATED = 201;

    private final MealBookings bookings;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    MyMealBookingResource(MealBookings bookings, Idempotency idempotency, IdempotencyKeys keys, CurrentCaller caller) {
        this.bookings = bookings;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listMyMealBookings", summary = "The birthday meals that I booked, latest first")
    public Uni<Page<MealBookingResponse>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return bookings.ofMember(caller.get().id(), cursor, limit);
    }

    @POST
    @Idempotent
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "bookMyBirthdayMeal", summary = "Asks a store for my birthday meal")
    @APIResponseSchema(value = MealBookingResponse.class, responseCode = "201", responseDescription = "The booking")
    @Problems({
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.GRANT_NOT_FOUND,
        ProblemCode.GRANT_USED,
        ProblemCode.MEAL_DATE_NOT_ALLOWED,
        ProblemCode.MEAL_ALREADY_BOOKED
    })
    public Uni<RestResponse<byte[]>> book(@NotNull @Valid MealBookingRequest request, RoutingContext routing) {
        Caller member = caller.get();
        return idempotency
                .run(
                        keys.require(routing, member, "benefits.meal-bookings", request),
                        CREATED,
                        connection -> bookings.request(connection, member, request))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/{id}/cancellations")
    @Operation(operationId = "cancelMyMealBooking", summary = "Says that I do not come")
    @APIResponseSchema(value = MealBookingResponse.class, responseCode = "201", responseDescription = "The booking")
    @Problems({ProblemCode.MEAL_BOOKING_NOT_FOUND, ProblemCode.MEAL_BOOKING_CLOSED})
    public Uni<RestResponse<byte[]>> cancel(@PathParam("id") UUID id, RoutingContext routing) {
        Caller member = caller.get();
        return idempotency
                .run(
                        keys.require(routing, member, "benefits.meal-cancellations", id),
                        CREATED,
                        connection -> bookings.cancel(connection, member, id))
                .map(Answer::toResponse);
    }
}
