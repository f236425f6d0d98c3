package dev.huiyuan.reward;

import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.CurrentCaller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyKeys;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.Idempotent;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.Problems;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.server.Cancellable;
import org.jspecify.annotations.Nullable;

/** The catalogue of rewards, and redeeming them. */
@Path("/v1/rewards")
@Tag(name = "Rewards")
@Produces(MediaType.APPLICATION_JSON)
@Cancellable(false)
class RewardResource {
    private static final String REDEMPTION_ROUTE = "rewards.redemptions";

    private final RewardItems rewards;
    private final RewardExchange exchange;
    private final ProgrammeService programme;
    private final IdempotencyKeys keys;
    private final CurrentCaller caller;
    private final Pool pool;
    private final Clock clock;

    RewardResource(
            RewardItems rewards,
            RewardExchange exchange,
            ProgrammeService programme,
            IdempotencyKeys keys,
            CurrentCaller caller,
            Pool pool,
            Clock clock) {
        this.rewards = rewards;
        this.exchange = exchange;
        this.programme = programme;
        this.keys = keys;
        this.caller = caller;
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Role.MEMBER)
    @Operation(operationId = "listRewards", summary = "What points buy now, newest first")
    public Uni<Page<RewardOffer>> list(
            @QueryParam("limit") @DefaultValue(Cursor.DEFAULT_LIMIT) @Min(1) @Max(100) int limit,
            @QueryParam("cursor") @Nullable String cursor) {
        return rewards.available(pool, clock.instant(), Cursor.decode(cursor), limit + 1)
                .map(rows -> Page.of(rows, limit, Reward::id).map(reward -> RewardOffer.of(reward, programme.zone())));
    }

    @POST
    @Idempotent
    @Path("/{id}/redemptions")
    @RolesAllowed(Role.MEMBER)
    @Operation(
            operationId = "redeemReward",
            summary = "Exchanges points for a reward",
            description = "What can be given at once is given. What is handed over or costs money besides is reserved:"
                    + " points are held until it is fulfilled, cancelled or its time is over.")
    @APIResponseSchema(
            value = RewardRedemption.class,
            responseCode = "201",
            responseDescription = "The redemption with what was given, or with its pick-up code")
    @Problems({
        ProblemCode.REWARD_NOT_FOUND,
        ProblemCode.REWARD_NOT_AVAILABLE,
        ProblemCode.REWARD_SOLD_OUT,
        ProblemCode.REWARD_LIMIT_REACHED,
        ProblemCode.REWARD_NOT_IN_STORE,
        ProblemCode.REWARD_CHANNEL_REFUSED,
        ProblemCode.STORE_UNKNOWN,
        ProblemCode.ACCOUNT_FROZEN,
        ProblemCode.TIER_TOO_LOW,
        ProblemCode.POINTS_INSUFFICIENT,
        ProblemCode.MEMBER_UNCONFIRMED,
        ProblemCode.MEMBER_CLOSED,
        ProblemCode.MEMBER_NOT_FOUND,
        ProblemCode.COUPON_NOT_CLAIMABLE,
        ProblemCode.COUPON_SOLD_OUT,
        ProblemCode.CLAIM_LIMIT_REACHED,
        ProblemCode.CLAIM_DAY_LIMIT_REACHED
    })
    public Uni<RestResponse<byte[]>> redeem(
            @PathParam("id") UUID id,
            @Parameter(description = "Where it shall be handed over; any store that does where none is named")
                    @QueryParam("storeId")
                    @Nullable
                    UUID storeId,
            @Parameter(description = "Where it is redeemed; the mini-program where nothing is said")
                    @QueryParam("channel")
                    @Nullable
                    Channel channel,
            RoutingContext routing) {
        Caller member = caller.get();
        RedemptionPlace where = new RedemptionPlace(storeId, channel == null ? Channel.MINI_PROGRAM : channel);
        where.channel().refusalOfBills().ifPresent(refusal -> {
            throw refusal;
        });
        IdempotencyRequest key = keys.require(routing, member, REDEMPTION_ROUTE, id, where);
        return exchange.redeem(new RewardExchange.Wish(member.id(), id, where), key)
                .map(Answer::toResponse);
    }
}
