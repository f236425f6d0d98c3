package dev.huiyuan.reward;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Redemptions as people see them. */
@ApplicationScoped
class RedemptionViews {
    private final RedemptionTable table;
    private final RedemptionSteps steps;
    private final RewardItems rewards;
    private final Deliveries deliveries;
    private final VoucherCodes vouchers;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Clock clock;

    RedemptionViews(
            RedemptionTable table,
            RedemptionSteps steps,
            RewardItems rewards,
            Deliveries deliveries,
            VoucherCodes vouchers,
            ProgrammeService programme,
            Pool pool,
            Clock clock) {
        this.table = table;
        this.steps = steps;
        this.rewards = rewards;
        this.deliveries = deliveries;
        this.vouchers = vouchers;
        this.programme = programme;
        this.pool = pool;
        this.clock = clock;
    }

    /** The answer to who redeemed or fulfilled, with what was given in full. */
    Uni<RewardRedemption> given(
            SqlConnection connection, Redemption redemption, @Nullable String pickUpCode, boolean ofMember) {
        RewardRedemption.Shown code = new RewardRedemption.Shown(null, null, pickUpCode);
        if (redemption.state() != RedemptionState.FULFILLED)
            return Uni.createFrom().item(view(redemption, code));
        if (redemption.item().kind() == RewardKind.COUPON) return withCoupon(connection, redemption);
        return ofMember ? withVoucher(connection, redemption) : Uni.createFrom().item(view(redemption, code));
    }

    private Uni<RewardRedemption> withCoupon(SqlConnection connection, Redemption redemption) {
        Deliveries.Recipient to =
                new Deliveries.Recipient(redemption.memberId(), redemption.id(), redemption.requestId());
        return rewards.byId(connection, redemption.item().id())
                .map(found -> found.orElseThrow(ProblemCode.REWARD_NOT_FOUND::with))
                .chain(reward -> deliveries.coupon(connection, reward, to))
                .map(coupon -> view(redemption, new RewardRedemption.Shown(coupon, null, null)));
    }

    private Uni<RewardRedemption> withVoucher(SqlClient client, Redemption redemption) {
        if (redemption.item().kind() != RewardKind.VOUCHER || redemption.state() != RedemptionState.FULFILLED) {
            return Uni.createFrom().item(view(redemption, RewardRedemption.Shown.nothing()));
        }
        return vouchers.read(client, redemption.id())
                .map(code -> view(redemption, new RewardRedemption.Shown(null, code.orElse(null), null)));
    }

    /** A redemption without what only some may see. */
    RewardRedemption plain(Redemption redemption) {
        return view(redemption, RewardRedemption.Shown.nothing());
    }

    private RewardRedemption view(Redemption redemption, RewardRedemption.Shown shown) {
        return RewardRedemption.of(redemption, shown, clock.instant(), programme.zone());
    }

    /**
     * A redemption with its history.
     *
     * @param ofMember the member who may see it; null for staff, who do not see vouchers
     * @return problem {@code redemption-not-found}, also for another member's
     */
    Uni<RedemptionDetail> detail(UUID id, @Nullable UUID ofMember) {
        return table.byId(pool, id)
                .map(found -> found.orElseThrow(ProblemCode.REDEMPTION_NOT_FOUND::with))
                .call(known -> requireOwn(known, ofMember))
                .chain(known -> (ofMember == null ? Uni.createFrom().item(plain(known)) : withVoucher(pool, known))
                        .chain(view -> steps.of(pool, known).map(history -> new RedemptionDetail(view, history))));
    }

    private Uni<Void> requireOwn(Redemption known, @Nullable UUID memberId) {
        if (memberId == null) return Uni.createFrom().voidItem();
        return table.isOf(pool, memberId, known.memberId())
                .invoke(own -> {
                    if (!own) throw ProblemCode.REDEMPTION_NOT_FOUND.with();
                })
                .replaceWithVoid();
    }

    /** A redemption, if there is one. */
    Uni<Optional<Redemption>> find(UUID id) {
        return table.byId(pool, id);
    }

    /** A member's redemptions, newest first. */
    Uni<List<RewardRedemption>> ofMember(UUID memberId, @Nullable RedemptionState state, UUID before, int rows) {
        Instant now = clock.instant();
        return table.ofMember(pool, memberId, new RedemptionTable.Part(state, now, before, rows))
                .map(found -> found.stream().map(this::plain).toList());
    }

    /** A store's redemptions, newest first; of one member also those that can be fetched anywhere. */
    Uni<List<RewardRedemption>> ofStore(
            UUID storeId, @Nullable UUID memberId, @Nullable RedemptionState state, UUID before, int rows) {
        Instant now = clock.instant();
        return table.ofStore(pool, storeId, memberId, new RedemptionTable.Part(state, now, before, rows))
                .map(found -> found.stream().map(this::plain).toList());
    }
}
