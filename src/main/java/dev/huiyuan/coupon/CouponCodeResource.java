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
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;

/** What tills do with printed codes. They travel in bodies, never in addresses. */
@Path("/v1/coupons/code-redemptions")
@Tag(name = "Coupons")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class CouponCodeResource {
    private static final String ROUTE = "coupons.code-redemptions";

    private final CodeUse codes;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    CouponCodeResource(CodeUse codes, IdempotencyKeys keys, CurrentCaller caller) {
        this.codes = codes;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "redeemCouponCode",
            summary = "Uses a printed code, once",
            description = "A refund of the bill does not bring the code back: staff may issue a coupon instead.")
    @APIResponseSchema(value = CodeRedemption.class, responseCode = "201", responseDescription = "What the code gives")
    @Problems({
        ProblemCode.COUPON_CODE_INVALID,
        ProblemCode.COUPON_NOT_YET_VALID,
        ProblemCode.COUPON_STORE_NOT_ALLOWED,
        ProblemCode.COUPON_CHANNEL_NOT_ALLOWED,
        ProblemCode.COUPON_HOURS_NOT_ALLOWED,
        ProblemCode.COUPON_THRESHOLD_NOT_MET,
        ProblemCode.TIER_TOO_LOW,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.TOO_MANY_REQUESTS
    })
    public Uni<RestResponse<byte[]>> redeem(@NotNull @Valid RedeemCodeRequest request, RoutingContext routing) {
        Caller till = caller.get();
        IdempotencyRequest key = keys.require(routing, till, ROUTE, request);
        return codes.redeem(till, request, key).map(Answer::toResponse);
    }
}
