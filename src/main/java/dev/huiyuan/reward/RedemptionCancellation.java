package dev.huiyuan.reward;

import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.ReturnPoints;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What was redeemed is given back: what was given, stock, limit and points, each once. */
@ApplicationScoped
class RedemptionCancellation {
    /** Who may take back what a member has already got. */
    private static final Set<String> TAKING_BACK = Set.of(Role.MANAGER, Role.REGIONAL, Role.SERVICE, Role.ADMIN);

    private final RedemptionTable redemptions;
    private final RewardStock stock;
    private final RewardLimits limits;
    private final Deliveries deliveries;
    private final RedemptionViews views;
    private final RedemptionEvents events;
    private final PointsLedger points;
    private final RewardConfig config;
    private final Clock clock;

    RedemptionCancellation(
            RedemptionTable redemptions,
            RewardStock stock,
            RewardLimits limits,
            Deliveries deliveries,
            RedemptionViews views,
            RedemptionEvents events,
            PointsLedger points,
            RewardConfig config,
            Clock clock) {
        this.redemptions = redemptions;
        this.stock = stock;
        this.limits = limits;
        this.deliveries = deliveries;
        this.views = views;
        this.events = events;
        this.points = points;
        this.config = config;
        this.clock = clock;
    }

    /** Who cancels what, and why. */
    record Command(Caller caller, UUID redemptionId, String reason) {
        private boolean isMember() {
            return caller.kind() == Caller.Kind.MEMBER;
        }
    }

    /**
     * Cancels a redemption in the caller's transaction. Members cancel what is reserved; staff also what was fulfilled,
     * for some time. The reward's own stock and limit return once; those of a coupon's template do not, as they count what
     * was issued, whatever became of it. Money that was paid is for the caller to give back: we move none.
     *
     * @return problems {@code redemption-not-found}, {@code store-not-allowed}, {@code redemption-closed},
     *     {@code redemption-cancellation-refused}
     */
    Uni<RewardRedemption> cancel(SqlConnection connection, Command command) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return redemptions
                .lock(connection, command.redemptionId)
                .map(found -> found.orElseThrow(ProblemCode.REDEMPTION_NOT_FOUND::with))
                .call(redemption -> requireKnown(connection, redemption, command))
                .invoke(redemption -> requireAllowed(redemption, command, now))
                .call(redemption -> giveBack(connection, redemption, command))
                .call(redemption -> record(connection, redemption, command, now))
                .call(redemption -> events.changed(connection, redemption, RedemptionState.CANCELLED, now))
                .chain(redemption -> redemptions.byId(connection, redemption.id()))
                .map(found -> found.orElseThrow(ProblemCode.REDEMPTION_NOT_FOUND::with))
                .map(views::plain);
    }

    /** Members know their own, and those of accounts that were merged into theirs: points go where the ledger sends them. */
    private Uni<Void> requireKnown(SqlConnection connection, Redemption redemption, Command command) {
        return command.isMember()
                ? redemptions.requireOf(connection, command.caller.id(), redemption)
                : Uni.createFrom().voidItem();
    }

    private void requireAllowed(Redemption redemption, Command command, Instant now) {
        UUID storeId = redemption.place().storeId();
        if (!command.isMember() && storeId != null && !command.caller.mayActFor(storeId)) {
            throw ProblemCode.STORE_NOT_ALLOWED.with();
        }
        RedemptionState state = redemption.stateAt(now);
        if (state == RedemptionState.RESERVED) return;
        if (state != RedemptionState.FULFILLED || command.isMember()) {
            throw ProblemCode.REDEMPTION_CLOSED.with(state);
        }
        if (!TAKING_BACK.contains(command.caller.role())) throw ProblemCode.FORBIDDEN.with();
        boolean late = Optional.ofNullable(redemption.times().fulfilledAt())
                .filter(at -> now.isAfter(at.plus(config.cancellationWindow())))
                .isPresent();
        if (late) throw ProblemCode.REDEMPTION_CANCELLATION_REFUSED.with();
    }

    /** In the order of locks: stock, limit, what was given, points. */
    private Uni<Void> giveBack(SqlConnection connection, Redemption redemption, Command command) {
        boolean reserved = redemption.state() == RedemptionState.RESERVED;
        UUID itemId = redemption.item().id();
        return stock.giveBack(connection, itemId, reserved)
                .chain(() -> limits.giveBack(connection, itemId, redemption.memberId(), redemption.id()))
                .chain(() -> reserved
                        ? deliveries.putBack(connection, redemption)
                        : deliveries.takeBack(connection, redemption, command.caller.actor()))
                .chain(() -> reserved
                        ? release(connection, redemption)
                        : returnPoints(connection, redemption, command.reason))
                .replaceWithVoid();
    }

    private Uni<Long> release(SqlConnection connection, Redemption redemption) {
        UUID holdId = Objects.requireNonNull(redemption.booking().holdId());
        return points.releaseWithin(connection, redemption.memberId(), holdId, Deliveries.SOURCE)
                .onFailure(RedemptionFulfilment::isTimedOut)
                .transform(over -> ProblemCode.REDEMPTION_CLOSED.with(RedemptionState.EXPIRED));
    }

    private Uni<Long> returnPoints(SqlConnection connection, Redemption redemption, String reason) {
        return points.returnWithin(
                connection,
                new ReturnPoints(
                        redemption.memberId(),
                        Objects.requireNonNull(redemption.booking().entryId()),
                        null,
                        reason,
                        Deliveries.SOURCE,
                        redemption.id().toString()));
    }

    private Uni<Void> record(SqlConnection connection, Redemption seen, Command command, Instant now) {
        RedemptionTable.Canceller who = new RedemptionTable.Canceller(
                command.caller.actor(), seen.place().storeId(), command.reason);
        return redemptions
                .cancel(connection, seen, who, now)
                .invoke(done -> {
                    if (!done) throw new IllegalStateException("a redemption changed under its lock");
                })
                .replaceWithVoid();
    }
}
