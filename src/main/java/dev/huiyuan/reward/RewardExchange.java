package dev.huiyuan.reward;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.menu.DishDirectory;
import dev.huiyuan.menu.MenuDish;
import dev.huiyuan.points.HoldPoints;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.SpendPoints;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.tier.TierStandings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Members redeem rewards: stock, limit, what is given and points in one transaction, in the order of locks. What cannot be
 * given at once is reserved.
 */
@ApplicationScoped
class RewardExchange {
    private static final int CREATED = 201;
    private static final String REASON = "REWARD";

    private final RewardItems rewards;
    private final RewardStock stock;
    private final RewardLimits limits;
    private final RedemptionTable redemptions;
    private final RedemptionViews views;
    private final RedemptionEvents events;
    private final Deliveries deliveries;
    private final PickupCodes pickupCodes;
    private final MemberDirectory members;
    private final TierStandings tiers;
    private final PointsLedger points;
    private final DishDirectory menu;
    private final ProgrammeService programme;
    private final Idempotency idempotency;
    private final RewardConfig config;
    private final Ids ids;
    private final Clock clock;

    RewardExchange(
            RewardItems rewards,
            RewardStock stock,
            RewardLimits limits,
            RedemptionTable redemptions,
            RedemptionViews views,
            RedemptionEvents events,
            Deliveries deliveries,
            PickupCodes pickupCodes,
            MemberDirectory members,
            TierStandings tiers,
            PointsLedger points,
            DishDirectory menu,
            ProgrammeService programme,
            Idempotency idempotency,
            RewardConfig config,
            Ids ids,
            Clock clock) {
        this.rewards = rewards;
        this.stock = stock;
        this.limits = limits;
        this.redemptions = redemptions;
        this.views = views;
        this.events = events;
        this.deliveries = deliveries;
        this.pickupCodes = pickupCodes;
        this.members = members;
        this.tiers = tiers;
        this.points = points;
        this.menu = menu;
        this.programme = programme;
        this.idempotency = idempotency;
        this.config = config;
        this.ids = ids;
        this.clock = clock;
    }

    /** What a member wants. */
    record Wish(UUID memberId, UUID rewardId, RedemptionPlace place) {}

    /** A redemption on its way. */
    private record Exchange(Deliveries.Recipient to, Reward reward, RedemptionPlace place, Instant now) {
        private Instant reservedUntil(RewardConfig config) {
            return RewardRules.reservedUntil(reward, config, now);
        }

        private Redemption redemption(
                RedemptionState state,
                Redemption.Booking booking,
                Redemption.Given given,
                @Nullable Instant expiresAt) {
            return new Redemption(
                    to.memberId(),
                    to.redemptionId(),
                    to.requestId(),
                    new Redemption.Item(
                            reward.id(),
                            reward.code(),
                            reward.name(),
                            reward.kind(),
                            reward.points(),
                            reward.priceFen()),
                    state,
                    place,
                    booking,
                    given,
                    new Redemption.Times(now, expiresAt, state == RedemptionState.FULFILLED ? now : null, null),
                    1);
        }
    }

    /** Redeems a reward for a member. */
    Uni<Answer> redeem(Wish wish, IdempotencyRequest key) {
        UUID requestId = requestId(wish.rewardId, key);
        return idempotency
                .run(key, CREATED, connection -> redeemOnce(connection, wish, requestId))
                .invoke(answer -> afterCommit(answer, wish.memberId));
    }

    private void afterCommit(Answer answer, UUID memberId) {
        if (answer.replayed() || answer.status() != CREATED) return;
        points.afterCommit(List.of(memberId));
    }

    /** From the request's key: the same request redeems once also after keys are forgotten. */
    private static UUID requestId(UUID rewardId, IdempotencyRequest key) {
        String identity = rewardId + "\n" + key.scope() + "\n" + key.key();
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    }

    /** What was done is answered, whatever has become of the reward and the member since. */
    private Uni<RewardRedemption> redeemOnce(SqlConnection connection, Wish wish, UUID requestId) {
        return redemptions
                .byRequest(connection, wish.memberId, requestId)
                .chain(before -> before.isPresent()
                        ? views.again(connection, before.get())
                        : redeemNow(connection, wish, requestId));
    }

    private Uni<RewardRedemption> redeemNow(SqlConnection connection, Wish wish, UUID requestId) {
        return rewards.byId(connection, wish.rewardId)
                .map(found -> found.filter(reward -> reward.state() != RewardState.DRAFT)
                        .orElseThrow(ProblemCode.REWARD_NOT_FOUND::with))
                .map(reward -> new Exchange(
                        new Deliveries.Recipient(wish.memberId, ids.next(), requestId), reward, wish.place, now()))
                .chain(exchange -> exchange(connection, exchange));
    }

    /** As precise as the database, so that a repeated answer is the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Uni<RewardRedemption> exchange(SqlConnection connection, Exchange exchange) {
        Reward reward = exchange.reward;
        RewardLimits.Taker taker = new RewardLimits.Taker(
                exchange.to.memberId(),
                exchange.to.redemptionId(),
                LocalDate.ofInstant(exchange.now, programme.zone()),
                exchange.now);
        return judge(connection, exchange)
                .chain(() -> stock.take(connection, reward, exchange.now))
                .chain(() -> limits.take(connection, reward, taker))
                .chain(() -> deliveries.setAside(
                        connection, reward, exchange.to, exchange.reservedUntil(config), exchange.now))
                .chain(aside ->
                        reward.isReserved() ? reserve(connection, exchange, aside) : give(connection, exchange, aside));
    }

    private Uni<Void> judge(SqlConnection connection, Exchange exchange) {
        requireStore(exchange);
        List<UUID> member = List.of(exchange.to.memberId());
        Uni<Map<UUID, String>> standing =
                exchange.reward.minTier() == null ? Uni.createFrom().item(Map.of()) : tiers.codes(connection, member);
        return members.facts(connection, member)
                .chain(facts -> standing.map(tier -> RewardRules.refusal(
                        exchange.reward,
                        exchange.place,
                        new RewardRules.Standing(
                                facts.get(exchange.to.memberId()),
                                tier.get(exchange.to.memberId()),
                                programme.current().tiers()),
                        exchange.now)))
                .invoke(refusal -> refusal.ifPresent(code -> {
                    throw code.with();
                }))
                .replaceWithVoid();
    }

    /** Where a store was chosen it must take orders, and have the dish. */
    private void requireStore(Exchange exchange) {
        UUID storeId = exchange.place.storeId();
        if (storeId == null) return;
        programme.requireStore(storeId);
        String dishCode = exchange.reward.content().dishCode();
        boolean there = dishCode == null
                || menu.at(storeId).byCode(dishCode).filter(MenuDish::available).isPresent();
        if (!there) throw ProblemCode.REWARD_NOT_IN_STORE.with();
    }

    private Uni<RewardRedemption> give(SqlConnection connection, Exchange exchange, Redemption.Given aside) {
        Reward reward = exchange.reward;
        Deliveries.Recipient to = exchange.to;
        SpendPoints spend = new SpendPoints(
                to.memberId(),
                reward.points(),
                REASON,
                exchange.place.storeId(),
                Deliveries.SOURCE,
                to.requestId().toString());
        return deliveries
                .give(connection, reward, to, aside, exchange.now)
                .chain(delivery -> points.spendWithin(connection, spend)
                        .map(spent -> new Redemption.Booking(null, spent.entryId(), spent.availableAfter()))
                        .map(booking -> exchange.redemption(RedemptionState.FULFILLED, booking, delivery.given(), null))
                        .call(redemption -> store(connection, exchange, redemption))
                        .call(redemption -> events.redeemed(connection, redemption, exchange.now))
                        .chain(redemption -> views.given(connection, redemption, delivery.coupon())));
    }

    private Uni<RewardRedemption> reserve(SqlConnection connection, Exchange exchange, Redemption.Given aside) {
        Deliveries.Recipient to = exchange.to;
        Instant expiresAt = exchange.reservedUntil(config);
        String code = pickupCodes.next();
        Redemption.Given given = aside.withPickup(pickupCodes.hash(to.redemptionId(), code));
        HoldPoints hold = new HoldPoints(
                to.memberId(),
                exchange.reward.points(),
                REASON,
                exchange.place.storeId(),
                Deliveries.SOURCE,
                to.requestId().toString(),
                expiresAt);
        return points.holdWithin(connection, hold)
                .map(held -> new Redemption.Booking(held.holdId(), null, held.availableAfter()))
                .map(booking -> exchange.redemption(RedemptionState.RESERVED, booking, given, expiresAt))
                .call(redemption -> store(connection, exchange, redemption))
                .call(redemption -> events.changed(connection, redemption, RedemptionState.RESERVED, exchange.now))
                .map(redemption -> views.reserved(redemption, code));
    }

    private Uni<Void> store(SqlConnection connection, Exchange exchange, Redemption redemption) {
        String actor = "member:" + redemption.memberId();
        return redemptions.insert(connection, redemption, exchange.reward.version(), actor);
    }
}
