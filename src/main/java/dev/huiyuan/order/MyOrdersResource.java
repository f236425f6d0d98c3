package dev.huiyuan.order;

import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A member's own orders. */
@Path("/v1/me/orders")
@Tag(name = "Orders")
@RolesAllowed(Role.MEMBER)
class MyOrdersResource {
    private final OrderLists lists;
    private final CurrentCaller caller;

    MyOrdersResource(OrderLists lists, CurrentCaller caller) {
        this.lists = lists;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listMyOrders", summary = "My orders, latest first")
    public Uni<Page<OrderSummary>> orders(
            @QueryParam("state") @Nullable OrderState state,
            @QueryParam("month") @Nullable String month,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return lists.own(caller.get().id(), new OrderLists.Query(state, month, limit, cursor));
    }
}
