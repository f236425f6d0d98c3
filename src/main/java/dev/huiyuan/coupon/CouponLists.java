package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists members' coupons, for them and for staff. */
@ApplicationScoped
class CouponLists {
    /** The names of {@link CouponState}, for query parameters. */
    static final String STATES = "^(ISSUED|LOCKED|USED|EXPIRED|REVOKED)$";

    private final CouponQueries coupons;
    private final MemberDirectory members;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Clock clock;

    CouponLists(CouponQueries coupons, MemberDirectory members, ProgrammeService programme, Pool pool, Clock clock) {
        this.coupons = coupons;
        this.members = members;
        this.programme = programme;
        this.pool = pool;
        this.clock = clock;
    }

    /** A member's coupons as staff see them; problem {@code member-not-found}. */
    Uni<Page<MemberCoupon>> ofMember(UUID memberId, @Nullable String state, @Nullable String cursor, int limit) {
        return of(memberId, state, cursor, limit)
                .call(page -> page.items().isEmpty()
                        ? requireMember(memberId)
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> requireMember(UUID memberId) {
        return pool.withConnection(connection -> members.facts(connection, List.of(memberId)))
                .invoke(facts -> {
                    if (!facts.containsKey(memberId)) throw ProblemCode.MEMBER_NOT_FOUND.with();
                })
                .replaceWithVoid();
    }

    /** A member's coupons, newest first, of one state where one is asked for. */
    Uni<Page<MemberCoupon>> of(UUID memberId, @Nullable String state, @Nullable String cursor, int limit) {
        Instant now = clock.instant();
        @Nullable CouponState wanted = state == null ? null : CouponState.valueOf(state);
        return coupons.page(pool, memberId, Cursor.decode(cursor), wanted, now, limit + 1)
                .map(rows -> Page.of(rows, limit, OwnedCoupon::id)
                        .map(coupon -> MemberCoupon.of(coupon, now, programme.zone())));
    }
}
