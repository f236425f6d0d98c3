package dev.huiyuan.coupon;

import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Takes unused coupons back; the caller invalidates the member's card once it has committed. */
@ApplicationScoped
public class CouponRevocation {
    private final CouponPeople people;
    private final OrderCoupons coupons;
    private final Clock clock;

    CouponRevocation(CouponPeople people, OrderCoupons coupons, Clock clock) {
        this.people = people;
        this.coupons = coupons;
        this.clock = clock;
    }

    /**
     * Revokes a coupon that is neither used nor locked nor past its end, whether or not a sweep has marked it.
     *
     * @param connection the caller's connection, in its transaction
     * @param memberId whose coupon; it is found as well where that account was merged into another one
     * @param couponId which
     * @param actor who takes it back
     * @param reason the reason's code
     * @return whether it was taken back
     */
    public Uni<Boolean> revoke(SqlConnection connection, UUID memberId, UUID couponId, String actor, String reason) {
        return people.lock(connection, new CouponRef(memberId, couponId)).chain(held -> {
            CouponChanges changes = coupons.changes(clock.instant());
            boolean refused = held.flatMap(one -> changes.revoke(one.coupon(), reason, actor))
                            .isPresent()
                    || held.isEmpty();
            if (refused) return Uni.createFrom().item(false);
            WriteSet writes = new WriteSet();
            changes.addTo(writes);
            return writes.run(connection).replaceWith(true);
        });
    }
}
