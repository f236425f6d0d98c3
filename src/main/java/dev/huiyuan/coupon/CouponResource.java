package dev.huiyuan.coupon;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What tills do with coupons. */
@Path("/v1/coupons")
@Tag(name = "Coupons")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class CouponResource {
    private static final String REDEMPTION_ROUTE = "coupons.redemptions";
    private static final String RETURN_ROUTE = "coupons.returns";
    private static final String REVOCATION_ROUTE = "coupons.revocations";

    private final UseWriter uses;
    private final CouponCorrections corrections;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    CouponResource(UseWriter uses, CouponCorrections corrections, IdempotencyKeys keys, CurrentCaller caller) {
        this.corrections = corrections;
        this.uses = uses;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Path("/{id}/redemptions")
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    @Operation(operationId = "redeemCoupon", summary = "Uses a coupon of a member who is present")
    @APIResponseSchema(
            value = CouponRedemption.class,
            responseCode = "201",
            responseDescription = "What the coupon gives")
    @Problems({
        ProblemCode.COUPON_NOT_FOUND,
        ProblemCode.COUPON_ALREADY_USED,
        ProblemCode.COUPON_EXPIRED,
        ProblemCode.COUPON_NOT_YET_VALID,
        ProblemCode.COUPON_NOT_USABLE,
        ProblemCode.COUPON_LOCKED,
        ProblemCode.COUPON_HOURS_NOT_ALLOWED,
        ProblemCode.TIER_TOO_LOW,
        ProblemCode.COUPON_STORE_NOT_ALLOWED,
        ProblemCode.COUPON_CHANNEL_NOT_ALLOWED,
        ProblemCode.COUPON_THRESHOLD_NOT_MET,
        ProblemCode.COUPON_NOT_COMBINABLE,
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN
    })
    public Uni<RestResponse<byte[]>> redeem(
            @PathParam("id") UUID id, @NotNull @Valid RedeemCouponRequest request, RoutingContext routing) {
        Caller till = caller.get();
        IdempotencyRequest key = keys.require(routing, till, REDEMPTION_ROUTE, id, request);
        return uses.use(new CouponUse(till, id, request, key)).map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/{id}/returns")
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "returnCoupon",
            summary = "Gives a coupon back whose bill was refunded",
            description = "As it was while it is valid; after its end with the days of grace of its template, once.")
    @APIResponseSchema(value = ChangedCoupon.class, responseCode = "201", responseDescription = "The coupon")
    @Problems({
        ProblemCode.COUPON_NOT_FOUND,
        ProblemCode.COUPON_NOT_USED,
        ProblemCode.COUPON_USED_BY_ORDER,
        ProblemCode.COUPON_RETURN_LAPSED,
        ProblemCode.STORE_NOT_ALLOWED
    })
    public Uni<RestResponse<byte[]>> giveBack(
            @PathParam("id") UUID id, @NotNull @Valid ReturnCouponRequest request, RoutingContext routing) {
        Caller till = caller.get();
        IdempotencyRequest key = keys.require(routing, till, RETURN_ROUTE, id, request);
        return corrections
                .giveBack(till, new CouponRef(request.memberId(), id), request, key)
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/{id}/revocations")
    @RolesAllowed({Role.SERVICE, Role.MARKETING, Role.ADMIN})
    @Operation(operationId = "revokeCoupon", summary = "Takes an unused coupon away, with a reason")
    @APIResponseSchema(value = ChangedCoupon.class, responseCode = "201", responseDescription = "The coupon")
    @Problems({
        ProblemCode.COUPON_NOT_FOUND,
        ProblemCode.COUPON_ALREADY_USED,
        ProblemCode.COUPON_EXPIRED,
        ProblemCode.COUPON_LOCKED,
        ProblemCode.COUPON_NOT_USABLE
    })
    public Uni<RestResponse<byte[]>> revoke(
            @PathParam("id") UUID id, @NotNull @Valid RevokeCouponRequest request, RoutingContext routing) {
        Caller staff = caller.get();
        IdempotencyRequest key = keys.require(routing, staff, REVOCATION_ROUTE, id, request);
        return corrections
                .revoke(staff, new CouponRef(request.memberId(), id), request, key)
                .map(Answer::toResponse);
    }
}
