package dev.huiyuan.benefit;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
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

/** What tills do with benefits. */
@Path("/v1/benefits")
@Tag(name = "Benefits")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.POS})
@Cancellable(false)
class BenefitResource {
    private static final int CREATED = 201;

    private final BenefitUses uses;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    BenefitResource(BenefitUses uses, Idempotency idempotency, IdempotencyKeys keys, CurrentCaller caller) {
        this.uses = uses;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
    }

    @POST
    @Path("/checks")
    @Operation(operationId = "checkBenefits", summary = "What a member gets now at a store")
    @Problems({ProblemCode.MEMBER_NOT_FOUND, ProblemCode.STORE_UNKNOWN, ProblemCode.STORE_NOT_ALLOWED})
    public Uni<CurrentBenefitsResponse> check(@NotNull @Valid BenefitCheckRequest request) {
        if (!caller.get().mayActFor(request.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return uses.current(
                request.memberId(), request.storeId(), request.channel() == null ? Channel.STORE : request.channel());
    }

    @POST
    @Idempotent
    @Path("/uses")
    @Operation(operationId = "useBenefit", summary = "Uses a benefit of a member who is present, for a bill")
    @APIResponseSchema(value = BenefitUseResponse.class, responseCode = "201", responseDescription = "The use")
    @Problems({
        ProblemCode.BENEFIT_NOT_AVAILABLE,
        ProblemCode.BENEFIT_USED,
        ProblemCode.BUSINESS_DATE_OUT_OF_RANGE,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.OCCURRED_AT_IN_FUTURE,
        ProblemCode.OCCURRED_AT_TOO_OLD,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN
    })
    public Uni<RestResponse<byte[]>> use(@NotNull @Valid BenefitUseRequest request, RoutingContext routing) {
        Caller till = caller.get();
        if (!till.mayActFor(request.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return idempotency
                .run(
                        keys.require(routing, till, "benefits.uses", request),
                        CREATED,
                        connection -> uses.use(connection, till, request))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/uses/{id}/reversals")
    @Operation(operationId = "reverseBenefitUse", summary = "Reverses a use that was a mistake")
    @APIResponseSchema(
            value = BenefitUseResponse.class,
            responseCode = "201",
            responseDescription = "The use, reversed")
    @Problems({ProblemCode.BENEFIT_USE_NOT_FOUND, ProblemCode.BENEFIT_USE_REVERSED, ProblemCode.STORE_NOT_ALLOWED})
    public Uni<RestResponse<byte[]>> reverse(
            @PathParam("id") UUID id, @NotNull @Valid BenefitReversalRequest request, RoutingContext routing) {
        Caller till = caller.get();
        return idempotency
                .run(
                        keys.require(routing, till, "benefits.use-reversals", id, request),
                        CREATED,
                        connection -> uses.reverse(connection, till, id, request.reason()))
                .map(Answer::toResponse);
    }
}
