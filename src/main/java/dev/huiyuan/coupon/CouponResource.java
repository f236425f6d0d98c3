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
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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

    private final CouponUse use;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    CouponResource(CouponUse use, IdempotencyKeys keys, CurrentCaller caller) {
        this.use = use;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @Path("/{id}/redemptions")
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.POS})
    @Operation(operationId = "redeemCoupon", summary = "Uses a coupon of a member who is present")
    @APIResponse(
            responseCode = "201",
            description = "What the coupon gives",
            content = @Content(schema = @Schema(implementation = CouponRedemption.class)))
    @Problems({
        ProblemCode.COUPON_NOT_FOUND,
        ProblemCode.COUPON_ALREADY_USED,
        ProblemCode.COUPON_EXPIRED,
        ProblemCode.COUPON_NOT_YET_VALID,
        ProblemCode.COUPON_NOT_USABLE,
        ProblemCode.COUPON_STORE_NOT_ALLOWED,
        ProblemCode.COUPON_CHANNEL_NOT_ALLOWED,
        ProblemCode.COUPON_THRESHOLD_NOT_MET,
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
        return use.redeem(new CouponUse.Command(till, id, request), key).map(Answer::toResponse);
    }
}
