package dev.huiyuan.coupon;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists members' coupons, for them and for staff. */
@ApplicationScoped
class CouponLists {
    /** The names of {@link CouponState}, for query parameters. */
    static final String STATES = "^(ISSUED|LOCKED|USED|EXPIRED|REVOKED)$";

    private final CouponQueries coupons;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Clock clock;

    CouponLists(CouponQueries coupons, ProgrammeService programme, Pool pool, Clock clock) {
        this.coupons = coupons;
        this.programme = programme;
        this.pool = pool;
        this.clock = clock;
    }

    /** A member's coupons, newest first, of one state where one is asked for. */
    Uni<Page<MemberCoupon>> of(UUID memberId, @Nullable String state, @Nullable String cursor, int limit) {
        Instant now = clock.instant();
        @Nullable CouponState wanted = state == null ? null : CouponState.valueOf(state);
        return coupons.page(pool, memberId, Cursor.decode(cursor), wanted, now, limit + 1)
                .map(rows -> Page.of(rows, limit, HeldCoupon::id)
                        .map(coupon -> MemberCoupon.of(coupon, now, programme.zone())));
    }
}
