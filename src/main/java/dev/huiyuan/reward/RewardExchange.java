package dev.huiyuan.reward;

import dev.huiyuan.coupon.CouponIssue;
import dev.huiyuan.coupon.CouponIssuer;
import dev.huiyuan.coupon.CouponSource;
import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.SpendPoints;
import dev.huiyuan.points.SpentPoints;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.tier.TierStandings;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Gives rewards for points: stock, limit, coupon and points in one transaction, in the order of locks. */
@ApplicationScoped
class RewardExchange {
    private static final int CREATED = 201;
    private static final String REASON = "REWARD";
    private static final String SOURCE = "reward";

    private final RewardLedger rewards;
    private final MemberDirectory members;
    private final TierStandings tiers;
    private final CouponIssuer coupons;
    private final PointsLedger points;
    private final ProgrammeService programme;
    private final Idempotency idempotency;
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;
    private final Clock clock;

    RewardExchange(
            RewardLedger rewards,
            MemberDirectory members,
            TierStandings tiers,
            CouponIssuer coupons,
            PointsLedger points,
            ProgrammeService programme,
            Idempotency idempotency,
            Outbox outbox,
            Json json,
            Ids ids,
            Clock clock) {
        this.rewards = rewards;
        this.members = members;
        this.tiers = tiers;
        this.coupons = coupons;
        this.points = points;
        this.programme = programme;
        this.idempotency = idempotency;
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** A redemption on its way. */
    private record Exchange(UUID redemptionId, UUID memberId, Reward reward, Instant now) {}

    /** Redeems a reward for a member. */
    Uni<Answer> redeem(UUID memberId, UUID rewardId, IdempotencyRequest key) {
        UUID redemptionId = redemptionId(rewardId, key);
        return idempotency
                .run(key, CREATED, connection -> redeemOnce(connection, redemptionId, memberId, rewardId))
                .invoke(answer -> afterCommit(answer, List.of(memberId)));
    }

    private void afterCommit(Answer answer, List<UUID> changed) {
        if (answer.replayed() || answer.status() != CREATED) return;
        points.afterCommit(changed);
    }

    /** From the request's key: the same request redeems once also after keys are forgotten. */
    private static UUID redemptionId(UUID rewardId, IdempotencyRequest key) {
        String identity = rewardId + "\n" + key.scope() + "\n" + key.key();
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8));
    }

    private Uni<RewardRedemption> redeemOnce(
            SqlConnection connection, UUID redemptionId, UUID memberId, UUID rewardId) {
        return rewards.byId(connection, rewardId)
                .map(found -> found.orElseThrow(ProblemCode.REWARD_NOT_FOUND::with))
                .chain(reward -> rewards.redeemed(connection, memberId, redemptionId)
                        .chain(redeemed -> redeemed.isPresent()
                                ? repeat(
                                        connection,
                                        new Exchange(
                                                redemptionId,
                                                memberId,
                                                reward,
                                                redeemed.get().at()),
                                        redeemed.get().spent())
                                : exchange(connection, new Exchange(redemptionId, memberId, reward, now()))));
    }

    /** As precise as the database, so that a repeated answer is the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** What was done is answered, whatever has become of the reward and the member since. */
    private Uni<RewardRedemption> repeat(SqlConnection connection, Exchange exchange, SpentPoints spent) {
        return coupons.issueRequired(connection, issue(exchange)).map(coupon -> redemption(exchange, coupon, spent));
    }

    private Uni<RewardRedemption> exchange(SqlConnection connection, Exchange exchange) {
        UUID memberId = exchange.memberId();
        return judge(connection, exchange)
                .chain(() -> rewards.takeStock(connection, exchange.reward()))
                .chain(() -> rewards.takeOrdinal(connection, exchange.reward(), memberId, exchange.redemptionId()))
                .chain(() -> pay(connection, exchange));
    }

    private Uni<Void> judge(SqlConnection connection, Exchange exchange) {
        List<UUID> member = List.of(exchange.memberId());
        Uni<Map<UUID, String>> standing =
                exchange.reward().minTier() == null ? Uni.createFrom().item(Map.of()) : tiers.codes(connection, member);
        return members.facts(connection, member)
                .chain(facts -> standing.map(tier -> RewardRules.refusal(
                        exchange.reward(),
                        facts.get(exchange.memberId()),
                        tier.get(exchange.memberId()),
                        programme.current().tiers(),
                        exchange.now())))
                .invoke(refusal -> refusal.ifPresent(code -> {
                    throw code.with();
                }))
                .replaceWithVoid();
    }

    private Uni<RewardRedemption> pay(SqlConnection connection, Exchange exchange) {
        String ref = exchange.redemptionId().toString();
        Reward reward = exchange.reward();
        SpendPoints spend = new SpendPoints(exchange.memberId(), reward.points(), REASON, null, SOURCE, ref);
        return coupons.issueRequired(connection, issue(exchange))
                .chain(coupon ->
                        points.spendWithin(connection, spend).map(spent -> redemption(exchange, coupon, spent)))
                .call(redemption -> rewards.insert(connection, exchange.memberId(), redemption))
                .call(redemption -> outbox.append(connection, List.of(event(exchange, redemption))));
    }

    /** Its reference is the redemption's, so that issuing it again gives the coupon that is there. */
    private static CouponIssue issue(Exchange exchange) {
        String ref = SOURCE + ":" + exchange.redemptionId();
        return new CouponIssue(exchange.memberId(), exchange.reward().templateCode(), CouponSource.POINTS, ref);
    }

    private RewardRedemption redemption(Exchange exchange, IssuedCoupon coupon, SpentPoints spent) {
        return new RewardRedemption(
                exchange.redemptionId(),
                exchange.reward().id(),
                exchange.reward().code(),
                spent.points(),
                spent.availableAfter(),
                spent.entryId(),
                coupon,
                exchange.now().atZone(programme.zone()).toOffsetDateTime());
    }

    private OutboxEvent event(Exchange exchange, RewardRedemption redemption) {
        RewardRedeemedEvent event = new RewardRedeemedEvent(
                redemption.id(),
                exchange.memberId(),
                redemption.rewardCode(),
                redemption.points(),
                redemption.coupon().id(),
                exchange.now());
        return new OutboxEvent(
                ids.next(), RewardRedeemedEvent.TOPIC, exchange.memberId(), json.text(event), exchange.now());
    }
}
