package dev.huiyuan.reward;

import dev.huiyuan.coupon.IssuedCoupon;
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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Redemptions as people see them. */
@ApplicationScoped
class RedemptionViews {
    private final RedemptionTable table;
    private final RedemptionSteps steps;
    private final Deliveries deliveries;
    private final VoucherCodes vouchers;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Clock clock;

    RedemptionViews(
            RedemptionTable table,
            RedemptionSteps steps,
            Deliveries deliveries,
            VoucherCodes vouchers,
            ProgrammeService programme,
            Pool pool,
            Clock clock) {
        this.table = table;
        this.steps = steps;
        this.deliveries = deliveries;
        this.vouchers = vouchers;
        this.programme = programme;
        this.pool = pool;
        this.clock = clock;
    }

    /** The answer to a member who has redeemed, with what was given in full. */
    Uni<RewardRedemption> given(SqlConnection connection, Redemption redemption, @Nullable IssuedCoupon coupon) {
        return coupon == null
                ? withVoucher(connection, redemption)
                : Uni.createFrom().item(fulfilled(redemption, coupon));
    }

    /** The answer to staff who have fulfilled a redemption: they see coupons, not the codes of others. */
    RewardRedemption fulfilled(Redemption redemption, @Nullable IssuedCoupon coupon) {
        return view(redemption, new RewardRedemption.Shown(coupon, null, null));
    }

    /** The answer to a member who has reserved, with the code that is shown once. */
    RewardRedemption reserved(Redemption redemption, String pickUpCode) {
        return view(redemption, new RewardRedemption.Shown(null, null, pickUpCode));
    }

    /** The answer to a member who asks again for what was redeemed before. */
    Uni<RewardRedemption> again(SqlConnection connection, Redemption redemption) {
        return deliveries
                .coupon(connection, redemption)
                .chain(coupon -> given(connection, redemption, coupon.orElse(null)));
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
                .call(known -> ofMember == null ? Uni.createFrom().voidItem() : table.requireOf(pool, ofMember, known))
                .chain(known -> (ofMember == null ? Uni.createFrom().item(plain(known)) : withVoucher(pool, known))
                        .chain(view -> steps.of(pool, known).map(history -> new RedemptionDetail(view, history))));
    }

    /** Whose a redemption is: its account, and those that it was merged into. */
    Uni<List<UUID>> accounts(UUID id) {
        return table.accounts(pool, id);
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
