package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.UUID;

/** Coupons that were used or locked when their account was merged: once they are free they go with the person. */
@ApplicationScoped
public class MergedCoupons {
    private final Clock clock;

    MergedCoupons(Clock clock) {
        this.clock = clock;
    }

    /**
     * Moves coupons to the account that goes on, also beyond a template's limit, which counts what a member claims; what is
     * not free stays.
     *
     * @param connection the caller's connection, in its transaction, behind the write that made them free
     * @param fromId the account that ended
     * @param intoId the account that goes on
     * @param couponIds which
     */
    public Uni<Void> follow(SqlConnection connection, UUID fromId, UUID intoId, Collection<UUID> couponIds) {
        return connection
                .preparedQuery(CouponMerge.FOLLOW)
                .execute(Tuple.of(fromId, intoId, timestamp(clock.instant()), couponIds.toArray(UUID[]::new)))
                .replaceWithVoid();
    }
}
