package dev.huiyuan.reward;

import dev.huiyuan.coupon.CouponIssue;
import dev.huiyuan.coupon.CouponIssuer;
import dev.huiyuan.coupon.CouponPromise;
import dev.huiyuan.coupon.CouponPromises;
import dev.huiyuan.coupon.CouponRevocation;
import dev.huiyuan.coupon.CouponSource;
import dev.huiyuan.coupon.IssuedCoupon;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
     * What was given.
     *
     * @param coupon the coupon in full, where it is one
     */
    record Delivery(Redemption.Given given, @Nullable IssuedCoupon coupon) {
        private static Uni<Delivery> of(Redemption.Given given) {
            return Uni.createFrom().item(new Delivery(given, null));
        }
    }

    /**
     * What has to be there when the member pays: a voucher is taken out of its pool, unseen; a coupon is promised.
     *
     * @param until until when it is set aside, exclusive
     * @return problems {@code reward-sold-out}, {@code coupon-not-claimable}
     */
    Uni<Redemption.Given> setAside(SqlConnection connection, Reward reward, Recipient to, Instant until, Instant now) {
        if (reward.kind() == RewardKind.COUPON && reward.isReserved()) {
            // The template may have got a stock, a limit or an end since the reward was made.
            return promises.make(connection, templateCode(reward), until)
                    .map(promise -> Redemption.Given.aside(null, promise));
        }
        if (reward.kind() != RewardKind.VOUCHER) return Uni.createFrom().item(Redemption.Given.nothing());
        UUID pool = Objects.requireNonNull(reward.content().poolId());
        return vouchers.take(connection, pool, to.redemptionId, now)
                .map(voucher -> Redemption.Given.aside(voucher, null));
    }

    /**
     * Gives a reward; what was set aside stays.
     *
     * @return what was given; the problems of {@link CouponIssuer#issueRequired} where nothing was promised
     */
    Uni<Delivery> give(SqlConnection connection, Reward reward, Recipient to, Redemption.Given aside, Instant now) {
        return switch (reward.kind()) {
            case COUPON ->
                issue(connection, aside.promise(), issue(reward, to))
                        .map(coupon -> new Delivery(aside.withCoupon(coupon.id()), coupon));
            case DRAW_TICKET -> {
                String draw = Objects.requireNonNull(reward.content().drawCode());
                yield tickets.issue(connection, to.memberId, to.redemptionId, draw, now)
                        .map(number -> new Delivery(aside.withTicket(draw, number), null));
            }
            case VOUCHER, DISH, DRINK_UPGRADE, MERCHANDISE -> Delivery.of(aside.handedOver());
        };
    }

    private Uni<IssuedCoupon> issue(SqlConnection connection, @Nullable CouponPromise promise, CouponIssue issue) {
        return promise == null
                ? coupons.issueRequired(connection, issue)
                : coupons.issuePromised(connection, promise, issue);
    }

    /** Its reference is the request's, so that issuing it again gives the coupon that is there. */
    private static CouponIssue issue(Reward reward, Recipient to) {
        return new CouponIssue(to.memberId, templateCode(reward), CouponSource.POINTS, SOURCE + ":" + to.requestId);
    }

    private static String templateCode(Reward reward) {
        return Objects.requireNonNull(reward.content().templateCode());
    }

    /** The coupon that a redemption gave, wherever a merge has brought it. */
    Uni<Optional<IssuedCoupon>> coupon(SqlClient client, Redemption redemption) {
        UUID couponId = redemption.given().couponId();
        if (couponId == null) return Uni.createFrom().item(Optional.empty());
        return coupons.find(client, redemption.memberId(), couponId);
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
