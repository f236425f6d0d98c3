package dev.huiyuan.order;

import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** A member's orders as staff see them: those of their own stores. */
@Path("/v1/members/{memberId}/orders")
@Tag(name = "Orders")
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.AUDITOR, Role.POS})
class MemberOrdersResource {
    private final OrderLists lists;
    private final CurrentCaller caller;

    MemberOrdersResource(OrderLists lists, CurrentCaller caller) {
        this.lists = lists;
        this.caller = caller;
    }

    @GET
    @Operation(operationId = "listMemberOrders", summary = "A member's orders in the caller's stores, latest first")
    @Problems(ProblemCode.MEMBER_NOT_FOUND)
    public Uni<Page<OrderSummary>> orders(
            UUID memberId,
            @QueryParam("state") @Nullable OrderState state,
            @QueryParam("month") @Nullable String month,
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return lists.of(caller.get(), memberId, new OrderLists.Query(state, month, limit, cursor));
    }
}
