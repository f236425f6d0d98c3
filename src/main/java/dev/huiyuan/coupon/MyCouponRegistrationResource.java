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

/** A member registers a printed code. */
@Path("/v1/me/coupons/registrations")
@Tag(name = "Coupons")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Cancellable(false)
class MyCouponRegistrationResource {
    private static final String ROUTE = "me.coupons.registrations";

    private final CodeUse codes;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    MyCouponRegistrationResource(CodeUse codes, IdempotencyKeys keys, CurrentCaller caller) {
        this.codes = codes;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Idempotent
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "registerCouponCode", summary = "Gives the caller the coupon of a printed code, once")
    @APIResponseSchema(value = IssuedCoupon.class, responseCode = "201", responseDescription = "The coupon")
    @Problems({
        ProblemCode.COUPON_CODE_INVALID,
        ProblemCode.COUPON_NOT_CLAIMABLE,
        ProblemCode.COUPON_SOLD_OUT,
        ProblemCode.CLAIM_LIMIT_REACHED,
        ProblemCode.CLAIM_DAY_LIMIT_REACHED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.TOO_MANY_REQUESTS
    })
    public Uni<RestResponse<byte[]>> register(@NotNull @Valid RegisterCodeRequest request, RoutingContext routing) {
        Caller member = caller.get();
        IdempotencyRequest key = keys.require(routing, member, ROUTE, request);
        return codes.register(member.id(), request, key).map(Answer::toResponse);
    }
}
