package dev.huiyuan.reward;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.SpentPoints;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The member gets what was reserved, and the points are spent. */
@ApplicationScoped
class RedemptionFulfilment {
    private final RedemptionTable redemptions;
    private final RewardItems rewards;
    private final RewardStock stock;
    private final Deliveries deliveries;
    private final RedemptionViews views;
    private final RedemptionEvents events;
    private final PickupCodes pickupCodes;
    private final Presences presences;
    private final PointsLedger points;
    private final ProgrammeService programme;
    private final Clock clock;

    RedemptionFulfilment(
            RedemptionTable redemptions,
            RewardItems rewards,
            RewardStock stock,
            Deliveries deliveries,
            RedemptionViews views,
            RedemptionEvents events,
            PickupCodes pickupCodes,
            Presences presences,
            PointsLedger points,
            ProgrammeService programme,
            Clock clock) {
        this.redemptions = redemptions;
        this.rewards = rewards;
        this.stock = stock;
        this.deliveries = deliveries;
        this.views = views;
        this.events = events;
        this.pickupCodes = pickupCodes;
        this.presences = presences;
        this.points = points;
        this.programme = programme;
        this.clock = clock;
    }

    /** A till's or a colleague's wish to hand a redemption over. */
    record Command(Caller caller, UUID redemptionId, FulfilmentRequest request) {}

    /**
     * Fulfils a reservation in the caller's transaction: proof, what is given, stock, points.
     *
     * @return problems {@code store-not-allowed}, {@code store-unknown}, {@code redemption-not-found},
     *     {@code redemption-closed}, {@code redemption-in-other-store}, {@code reward-not-in-store},
     *     {@code redemption-payment-differs}, {@code redemption-proof-invalid}, {@code presence-invalid}
     */
    Uni<RewardRedemption> fulfil(SqlConnection connection, Command command) {
        UUID storeId = command.request.storeId();
        if (!command.caller.mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
        programme.requireStore(storeId);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return redemptions
                .lock(connection, command.redemptionId)
                .map(found -> found.orElseThrow(ProblemCode.REDEMPTION_NOT_FOUND::with))
                .invoke(redemption -> requireOpen(redemption, command.request, now))
                .call(redemption -> requireMember(connection, redemption, command))
                .chain(redemption -> rewards.byId(connection, redemption.item().id())
                        .map(found -> found.orElseThrow(ProblemCode.REWARD_NOT_FOUND::with))
                        .invoke(reward -> requireInStore(reward, storeId))
                        .chain(reward -> give(connection, redemption, reward, now))
                        .chain(delivery -> settle(connection, redemption, delivery.given(), command, now)
                                .call(fulfilled -> events.redeemed(connection, fulfilled, now))
                                .map(fulfilled -> views.fulfilled(fulfilled, delivery.coupon()))));
    }

    private static void requireOpen(Redemption redemption, FulfilmentRequest request, Instant now) {
        RedemptionState state = redemption.stateAt(now);
        if (state != RedemptionState.RESERVED) throw ProblemCode.REDEMPTION_CLOSED.with(state);
        UUID chosen = redemption.place().storeId();
        if (chosen != null && !chosen.equals(request.storeId())) {
            throw ProblemCode.REDEMPTION_IN_OTHER_STORE.with();
        }
        if (request.paid() != redemption.item().priceFen()) {
            throw ProblemCode.REDEMPTION_PAYMENT_DIFFERS.with(redemption.item().priceFen(), request.paid());
        }
    }

    private static void requireInStore(Reward reward, UUID storeId) {
        if (!reward.isIn(storeId)) throw ProblemCode.REWARD_NOT_IN_STORE.with();
    }

    private Uni<Void> requireMember(SqlConnection connection, Redemption redemption, Command command) {
        @Nullable UUID presenceId = command.request.presenceId();
        if (presenceId == null) {
            boolean proven = pickupCodes.matches(redemption, command.request.pickUpCode());
            if (!proven) throw ProblemCode.REDEMPTION_PROOF_INVALID.with();
            return Uni.createFrom().voidItem();
        }
        @Nullable String bill = command.request.orderRef();
        PresenceUse use = new PresenceUse(
                presenceId,
                redemption.memberId(),
                command.request.storeId(),
                command.caller.presenceTerminal(),
                bill == null ? Deliveries.SOURCE + ":" + redemption.id() : bill);
        return presences
                .use(connection, List.of(use))
                .invoke(accepted -> {
                    if (!accepted.contains(use)) throw ProblemCode.PRESENCE_INVALID.with();
                })
                .replaceWithVoid();
    }

    private Uni<Deliveries.Delivery> give(SqlConnection connection, Redemption redemption, Reward reward, Instant now) {
        Deliveries.Recipient to =
                new Deliveries.Recipient(redemption.memberId(), redemption.id(), redemption.requestId());
        return stock.fulfil(connection, reward.id())
                .chain(() -> deliveries.give(connection, reward, to, redemption.given(), now));
    }

    private Uni<Redemption> settle(
            SqlConnection connection, Redemption reserved, Redemption.Given given, Command command, Instant now) {
        UUID holdId = Objects.requireNonNull(reserved.booking().holdId());
        return points.captureWithin(connection, reserved.memberId(), holdId, Deliveries.SOURCE)
                .onFailure(RedemptionFulfilment::isTimedOut)
                .transform(over -> ProblemCode.REDEMPTION_CLOSED.with(RedemptionState.EXPIRED))
                .map(spent -> fulfilled(reserved, given, spent, command.request.storeId(), now))
                .call(fulfilled -> redemptions
                        .fulfil(connection, fulfilled, command.caller.actor())
                        .invoke(RedemptionFulfilment::requireDone));
    }

    /** The hold ends with the reservation, and its time went by between the two looks at the clock. */
    static boolean isTimedOut(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.code() == ProblemCode.HOLD_NOT_OPEN;
    }

    /** The row is locked, so that nothing else can have happened to it. */
    private static void requireDone(boolean done) {
        if (!done) throw new IllegalStateException("a reservation changed under its lock");
    }

    private static Redemption fulfilled(
            Redemption reserved, Redemption.Given given, SpentPoints spent, UUID storeId, Instant now) {
        return new Redemption(
                reserved.memberId(),
                reserved.id(),
                reserved.requestId(),
                reserved.item(),
                RedemptionState.FULFILLED,
                new RedemptionPlace(storeId, reserved.place().channel()),
                new Redemption.Booking(reserved.booking().holdId(), spent.entryId(), spent.availableAfter()),
                given,
                new Redemption.Times(
                        reserved.times().redeemedAt(), reserved.times().expiresAt(), now, null),
                reserved.steps() + 1);
    }
}
