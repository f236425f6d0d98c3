package dev.huiyuan.coupon;

import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

/** Takes unused coupons back; the caller invalidates the member's card once it has committed. */
@ApplicationScoped
public class CouponRevocation {
    private final OrderCoupons coupons;
    private final Clock clock;

    CouponRevocation(OrderCoupons coupons, Clock clock) {
        this.coupons = coupons;
        this.clock = clock;
    }

    /**
     * Revokes a coupon that is neither used nor locked nor past its end, whether or not a sweep has marked it.
     *
     * @param connection the caller's connection, in its transaction
     * @param memberId whose coupon
     * @param couponId which
     * @param actor who takes it back
     * @param reason the reason's code
     * @return whether it was taken back
     */
    public Uni<Boolean> revoke(SqlConnection connection, UUID memberId, UUID couponId, String actor, String reason) {
        CouponRef ref = new CouponRef(memberId, couponId);
        return coupons.lock(connection, List.of(ref)).chain(locked -> {
            OwnedCoupon coupon = locked.get(ref);
            CouponChanges changes = coupons.changes(clock.instant());
            boolean refused =
                    coupon == null || changes.revoke(coupon, reason, actor).isPresent();
            if (refused) return Uni.createFrom().item(false);
            WriteSet writes = new WriteSet();
            changes.addTo(writes);
            return writes.run(connection).replaceWith(true);
        });
    }
}
