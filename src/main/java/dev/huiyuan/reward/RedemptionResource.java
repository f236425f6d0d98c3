package dev.huiyuan.reward;

import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
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
import jakarta.ws.rs.GET;
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

/** What becomes of redemptions that are reserved, and of those that were fulfilled by mistake. */
@Path("/v1/redemptions")
@Tag(name = "Rewards")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class RedemptionResource {
    private static final int CREATED = 201;

    private final RedemptionFulfilment fulfilment;
    private final PickupAttempts attempts;
    private final RedemptionCancellation cancellation;
    private final RedemptionViews views;
    private final PointsLedger points;
    private final Idempotency idempotency;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;

    RedemptionResource(
            RedemptionFulfilment fulfilment,
            PickupAttempts attempts,
            RedemptionCancellation cancellation,
            RedemptionViews views,
            PointsLedger points,
            Idempotency idempotency,
            IdempotencyKeys keys,
            CurrentCaller caller) {
        this.fulfilment = fulfilment;
        this.attempts = attempts;
        this.cancellation = cancellation;
        this.views = views;
        this.points = points;
        this.idempotency = idempotency;
        this.keys = keys;
        this.caller = caller;
    }

    @GET
    @Path("/{id}")
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
    @Operation(operationId = "readRedemption", summary = "A redemption with its history")
    @Problems({ProblemCode.REDEMPTION_NOT_FOUND, ProblemCode.STORE_NOT_ALLOWED})
    public Uni<RedemptionDetail> read(@PathParam("id") UUID id) {
        Caller who = caller.get();
        boolean member = who.kind() == Caller.Kind.MEMBER;
        return views.detail(id, member ? who.id() : null).invoke(detail -> {
            UUID storeId = detail.redemption().storeId();
            if (!member && storeId != null && !who.mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        });
    }

    @POST
    @Idempotent
    @Path("/{id}/fulfilments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "fulfilRedemption",
            summary = "Hands over what is reserved, or confirms that it was paid, and spends the points")
    @APIResponseSchema(value = RewardRedemption.class, responseCode = "201", responseDescription = "The redemption")
    @Problems({
        ProblemCode.REDEMPTION_NOT_FOUND,
        ProblemCode.REDEMPTION_CLOSED,
        ProblemCode.REDEMPTION_IN_OTHER_STORE,
        ProblemCode.REDEMPTION_PAYMENT_DIFFERS,
        ProblemCode.REDEMPTION_PROOF_INVALID,
        ProblemCode.REWARD_NOT_IN_STORE,
        ProblemCode.PRESENCE_INVALID,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.TOO_MANY_REQUESTS
    })
    public Uni<RestResponse<byte[]>> fulfil(
            @PathParam("id") UUID id, @NotNull @Valid FulfilmentRequest request, RoutingContext routing) {
        Caller who = caller.get();
        IdempotencyRequest key = keys.require(routing, who, "rewards.fulfilments", id, request);
        RedemptionFulfilment.Command command = new RedemptionFulfilment.Command(who, id, request);
        return attempts.limited(
                        who,
                        request,
                        () -> idempotency.run(key, CREATED, connection -> fulfilment.fulfil(connection, command)))
                .call(answer -> show(answer, id))
                .map(Answer::toResponse);
    }

    @POST
    @Idempotent
    @Path("/{id}/cancellations")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.MEMBER, Role.CLERK, Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN, Role.POS})
    @Operation(
            operationId = "cancelRedemption",
            summary = "Cancels a redemption: points, stock and limit return",
            description = "Members and tills cancel what is reserved. Managers and customer service also take back what"
                    + " was fulfilled, for some days, unless its coupon is used or its voucher was given. The reward's"
                    + " stock and limit return once; a coupon that was issued has used its template's stock and limit for"
                    + " good. Money that was paid is for the caller to give back.")
    @APIResponseSchema(value = RewardRedemption.class, responseCode = "201", responseDescription = "The redemption")
    @Problems({
        ProblemCode.REDEMPTION_NOT_FOUND,
        ProblemCode.REDEMPTION_CLOSED,
        ProblemCode.REDEMPTION_CANCELLATION_REFUSED,
        ProblemCode.STORE_NOT_ALLOWED,
        ProblemCode.POINTS_LIMIT_REACHED
    })
    public Uni<RestResponse<byte[]>> cancel(
            @PathParam("id") UUID id, @NotNull @Valid RedemptionCancellationRequest request, RoutingContext routing) {
        Caller who = caller.get();
        return idempotency
                .run(
                        keys.require(routing, who, "rewards.cancellations", id, request),
                        CREATED,
                        connection -> cancellation.cancel(
                                connection, new RedemptionCancellation.Command(who, id, request.reason())))
                .call(answer -> show(answer, id))
                .map(Answer::toResponse);
    }

    /** Points and coupons of the member have changed. */
    private Uni<Void> show(Answer answer, UUID id) {
        if (answer.replayed() || answer.status() != CREATED)
            return Uni.createFrom().voidItem();
        return views.accounts(id).invoke(points::afterCommit).replaceWithVoid();
    }
}
