package dev.huiyuan.reward;

import dev.huiyuan.coupon.CouponIssue;
import dev.huiyuan.coupon.CouponIssuer;
import dev.huiyuan.coupon.CouponPromises;
import dev.huiyuan.coupon.CouponRevocation;
import dev.huiyuan.coupon.CouponSource;
import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;

/** Gives what a reward is, and takes it back. What people hand over is not ours to give. */
@ApplicationScoped
class Deliveries {
    static final String SOURCE = "reward";

    private final CouponIssuer coupons;
    private final CouponRevocation revocation;
    private final CouponPromises promises;
    private final DrawTickets tickets;
    private final VoucherCodes vouchers;

    Deliveries(
            CouponIssuer coupons,
            CouponPromises promises,
            CouponRevocation revocation,
            DrawTickets tickets,
            VoucherCodes vouchers) {
        this.coupons = coupons;
        this.promises = promises;
        this.revocation = revocation;
        this.tickets = tickets;
        this.vouchers = vouchers;
    }

    /** To whom, for what. */
    record Recipient(UUID memberId, UUID redemptionId, UUID requestId) {}

    /**
     * What has to be there when the member pays: a voucher is taken out of its pool, unseen; a coupon must be one that
     * nobody can take away until it is issued. Problems {@code reward-sold-out}, {@code coupon-not-claimable}.
     */
    Uni<Redemption.Given> setAside(SqlConnection connection, Reward reward, Recipient to, Instant now) {
        if (reward.kind() == RewardKind.COUPON && reward.isReserved()) return promised(connection, reward);
        if (reward.kind() != RewardKind.VOUCHER) return Uni.createFrom().item(Redemption.Given.nothing());
        UUID pool = Objects.requireNonNull(reward.content().poolId());
        return vouchers.take(connection, pool, to.redemptionId, now)
                .map(voucher -> new Redemption.Given(null, null, null, voucher, null));
    }

    /** The template may have got a stock, a limit or an end since the reward was made. */
    private Uni<Redemption.Given> promised(SqlConnection connection, Reward reward) {
        return promises.of(connection, Objects.requireNonNull(reward.content().templateCode()))
                .invoke(promise -> {
                    if (promise != CouponPromises.Promise.KEPT) throw ProblemCode.COUPON_NOT_CLAIMABLE.with();
                })
                .replaceWith(Redemption.Given.nothing());
    }

    /**
     * Gives a reward; what was set aside stays.
     *
     * @return what was given; the problems of {@link CouponIssuer#issueRequired}
     */
    Uni<Redemption.Given> give(
            SqlConnection connection, Reward reward, Recipient to, Redemption.Given aside, Instant now) {
        return switch (reward.kind()) {
            case COUPON ->
                coupons.issueRequired(connection, issue(reward, to))
                        .map(IssuedCoupon::id)
                        .map(coupon -> new Redemption.Given(coupon, null, null, null, null));
            case DRAW_TICKET -> {
                String draw = Objects.requireNonNull(reward.content().drawCode());
                yield tickets.issue(connection, to.memberId, to.redemptionId, draw, now)
                        .map(number -> new Redemption.Given(null, draw, number, null, null));
            }
            case VOUCHER, DISH, DRINK_UPGRADE, MERCHANDISE ->
                Uni.createFrom().item(new Redemption.Given(null, null, null, aside.voucherId(), null));
        };
    }

    /** The coupon that a redemption gave; issuing it again gives the one that is there. */
    Uni<IssuedCoupon> coupon(SqlConnection connection, Reward reward, Recipient to) {
        return coupons.issueRequired(connection, issue(reward, to));
    }

    /** Its reference is the request's, so that issuing it again gives the coupon that is there. */
    private static CouponIssue issue(Reward reward, Recipient to) {
        String template = Objects.requireNonNull(reward.content().templateCode());
        return new CouponIssue(to.memberId, template, CouponSource.POINTS, SOURCE + ":" + to.requestId);
    }

    /** Takes what was set aside back: nobody has seen it. */
    Uni<Void> putBack(SqlConnection connection, Redemption redemption) {
        return redemption.given().voucherId() == null
                ? Uni.createFrom().voidItem()
                : vouchers.giveBack(connection, redemption.id());
    }

    /**
     * Takes back what was given; problem {@code redemption-cancellation-refused} where the coupon is used, or the voucher
     * was seen.
     */
    Uni<Void> takeBack(SqlConnection connection, Redemption redemption, String actor) {
        UUID memberId = redemption.memberId();
        Uni<Boolean> back = switch (redemption.item().kind()) {
            case COUPON ->
                revocation.revoke(
                        connection,
                        memberId,
                        Objects.requireNonNull(redemption.given().couponId()),
                        actor,
                        "REWARD_CANCELLED");
            case DRAW_TICKET -> tickets.takeBack(connection, memberId, redemption.id());
            case VOUCHER -> Uni.createFrom().item(false);
            case DISH, DRINK_UPGRADE, MERCHANDISE -> Uni.createFrom().item(true);
        };
        return back.invoke(done -> {
                    if (!done) throw ProblemCode.REDEMPTION_CANCELLATION_REFUSED.with();
                })
                .replaceWithVoid();
    }
}
