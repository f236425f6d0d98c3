package dev.huiyuan.order;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** Orders: settled in one call, or kept until they are paid; refunded whole or by item. */
@Path("/v1/orders")
@Tag(name = "Orders")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class OrderResource {
    private final OrderPlacing placing;
    private final OrderConfirmations confirmations;
    private final OrderCancellations cancellations;
    private final OrderRefunds refunds;
    private final OrderReading reading;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    OrderResource(
            OrderPlacing placing,
            OrderConfirmations confirmations,
            OrderCancellations cancellations,
            OrderRefunds refunds,
            OrderReading reading,
            IdempotencyKeys keys,
            CurrentCaller caller) {
        this.placing = placing;
        this.confirmations = confirmations;
        this.cancellations = cancellations;
        this.refunds = refunds;
        this.reading = reading;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent(again = "The same order was placed before; its first result, or where a pending one stands now")
    @RolesAllowed({Role.MEMBER, Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "placeOrder",
            summary = "Settles a paid order in one call, or keeps what a pending one uses until it is paid",
            description =
                    "PAID uses coupons, spends points, earns points and records benefits, all or nothing; tills and"
                            + " back ends of the brand may report it, up to the programme's days late: discounts are those of"
                            + " the order's own time, coupons and points must be there now. Members place PENDING orders, for"
                            + " themselves, through STORE or MINI_PROGRAM and at the menu's prices, which a till or back end"
                            + " confirms together with the fees that they named. One order a bill: the"
                            + " same again gets the first answer, also under another key and where the points of the bill"
                            + " were credited without an order it is refused.")
    @APIResponseSchema(
            value = OrderResponse.class,
            responseCode = "201",
            responseDescription = "Settled, or waiting for its payment")
    @Problems({
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.ORDER_PAYMENT_NOT_TRUSTED,
        ProblemCode.DISH_UNKNOWN,
        ProblemCode.DISH_NOT_AVAILABLE,
        ProblemCode.PRICE_CHANGED,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.WISH_REFUSED,
        ProblemCode.QUOTE_INVALID,
        ProblemCode.QUOTE_EXPIRED,
        ProblemCode.QUOTE_CHANGED,
        ProblemCode.PAYMENTS_DO_NOT_ADD_UP,
        ProblemCode.ORDER_ALREADY_PLACED,
        ProblemCode.BILL_PENDING,
        ProblemCode.ORDER_ALREADY_CREDITED,
        ProblemCode.ORDER_LIMIT_REACHED,
        ProblemCode.COUPON_ALREADY_USED,
        ProblemCode.COUPON_LOCKED,
        ProblemCode.COUPON_EXPIRED,
        ProblemCode.COUPON_NOT_FOUND,
        ProblemCode.COUPON_NOT_USABLE,
        ProblemCode.COUPON_NOT_YET_VALID,
        ProblemCode.BENEFIT_USED,
        ProblemCode.POINTS_INSUFFICIENT,
        ProblemCode.POINTS_LIMIT_REACHED,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_MERGED,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.OCCURRED_AT_TOO_OLD,
        ProblemCode.BUSINESS_DATE_OUT_OF_RANGE
    })
    public Uni<RestResponse<byte[]>> place(@NotNull @Valid PlaceOrderRequest order, RoutingContext routing) {
        Caller who = caller.get();
        return placing.place(who, order, keys.require(routing, who, "orders", order))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "The same was confirmed before; the first result")
    @Path("/{orderId}/confirmations")
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "confirmOrder",
            summary = "A pending order was paid: it is settled at the price that it was placed with",
            description =
                    "After its time it settles too where everything that it uses is still there; else the problem says"
                            + " what is missing, and nothing changes.")
    @APIResponseSchema(value = OrderResponse.class, responseCode = "201", responseDescription = "Settled")
    @Problems({
        ProblemCode.ORDER_NOT_FOUND,
        ProblemCode.ORDER_NOT_PENDING,
        ProblemCode.ORDER_ALREADY_PLACED,
        ProblemCode.BILL_PENDING,
        ProblemCode.ORDER_ALREADY_CREDITED,
        ProblemCode.ORDER_BUSY,
        ProblemCode.AMOUNT_TOO_LARGE,
        ProblemCode.PAYMENTS_DO_NOT_ADD_UP,
        ProblemCode.COUPON_ALREADY_USED,
        ProblemCode.COUPON_LOCKED,
        ProblemCode.COUPON_EXPIRED,
        ProblemCode.COUPON_NOT_FOUND,
        ProblemCode.COUPON_NOT_USABLE,
        ProblemCode.BENEFIT_USED,
        ProblemCode.HOLD_NOT_OPEN,
        ProblemCode.POINTS_INSUFFICIENT,
        ProblemCode.POINTS_LIMIT_REACHED,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.ACCOUNT_MERGED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.OCCURRED_AT_TOO_OLD
    })
    public Uni<RestResponse<byte[]>> confirm(
            UUID orderId, @NotNull @Valid ConfirmOrderRequest paid, RoutingContext routing) {
        Caller who = caller.get();
        return confirmations
                .confirm(who, orderId, paid, keys.require(routing, who, "orders.confirmations", orderId, paid))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "It was cancelled before")
    @Path("/{orderId}/cancellations")
    @RolesAllowed({Role.MEMBER, Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "cancelOrder",
            summary = "A pending order will not be paid: its coupons, points and benefits are free again")
    @APIResponseSchema(value = OrderResponse.class, responseCode = "201", responseDescription = "Cancelled")
    @Problems({ProblemCode.ORDER_NOT_FOUND, ProblemCode.ORDER_NOT_PENDING})
    public Uni<RestResponse<byte[]>> cancel(
            UUID orderId, @NotNull @Valid CancelOrderRequest cancellation, RoutingContext routing) {
        Caller who = caller.get();
        return cancellations
                .cancel(
                        who,
                        orderId,
                        cancellation,
                        keys.require(routing, who, "orders.cancellations", orderId, cancellation))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent(again = "The same refund was booked before; its first result")
    @Path("/{orderId}/refunds")
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "refundSettledOrder",
            summary = "Something of an order came back, or all of it",
            description =
                    "Money is given back by the caller; the answer says how much, and to which payments. Spent points"
                            + " return to where they were taken from, earned ones are taken back by the order's own rules. With"
                            + " the last line come the fees, the coupons as their templates say, and the benefits. Any order and"
                            + " grouping of refunds brings the same. An order has at most 200 refunds: the 200th one must"
                            + " bring back all that is left.")
    @APIResponseSchema(value = RefundResponse.class, responseCode = "201", responseDescription = "Refunded")
    @Problems({
        ProblemCode.ORDER_NOT_FOUND,
        ProblemCode.ORDER_PENDING,
        ProblemCode.ORDER_NOT_SETTLED,
        ProblemCode.ORDER_BUSY,
        ProblemCode.LINE_NOT_FOUND,
        ProblemCode.REVERSAL_EXCEEDS_REMAINDER,
        ProblemCode.REFUND_ALREADY_BOOKED,
        ProblemCode.REFUND_LIMIT_REACHED
    })
    public Uni<RestResponse<byte[]>> refund(
            UUID orderId, @NotNull @Valid RefundOrderRequest refund, RoutingContext routing) {
        Caller who = caller.get();
        return refunds.refund(who, orderId, refund, keys.require(routing, who, "orders.refunds", orderId, refund))
                .map(Answer::toResponse);
    }

    @GET
    @Path("/{orderId}")
    @RolesAllowed({
        Role.MEMBER,
        Role.CLERK,
        Role.MANAGER,
        Role.REGIONAL,
        Role.SERVICE,
        Role.ADMIN,
        Role.AUDITOR,
        Role.POS
    })
    @Operation(operationId = "getOrder", summary = "An order: a member's own, or one of the caller's stores")
    @Problems(ProblemCode.ORDER_NOT_FOUND)
    public Uni<OrderResponse> order(UUID orderId) {
        return reading.order(caller.get(), orderId);
    }
}
