package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** What staff put right about one coupon: giving it back after a refund at the till, taking it away. */
@ApplicationScoped
class CouponCorrections {
    private static final int CREATED = 201;

    private final OrderCoupons coupons;
    private final CouponPeople people;
    private final MergedCoupons merged;
    private final Pool pool;
    private final Idempotency idempotency;
    private final MemberCards cards;
    private final ProgrammeService programme;
    private final Clock clock;

    CouponCorrections(
            OrderCoupons coupons,
            CouponPeople people,
            MergedCoupons merged,
            Pool pool,
            Idempotency idempotency,
            MemberCards cards,
            ProgrammeService programme,
            Clock clock) {
        this.coupons = coupons;
        this.people = people;
        this.merged = merged;
        this.pool = pool;
        this.idempotency = idempotency;
        this.cards = cards;
        this.programme = programme;
        this.clock = clock;
    }

    /** Gives a coupon back that a till's bill has used. */
    Uni<Answer> giveBack(Caller till, CouponRef ref, ReturnCouponRequest request, IdempotencyRequest key) {
        if (!till.mayActFor(request.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return step(ref, key, (changes, coupon) -> {
            OwnedCoupon.Use use = coupon.use();
            if (use == null || !use.storeId().equals(request.storeId())) {
                return Optional.of(ProblemCode.COUPON_NOT_USED.with());
            }
            // The points and payments of an order come back with it: a coupon alone would be used twice.
            if (CouponUseDetails.isOrder(use.bill())) return Optional.of(ProblemCode.COUPON_USED_BY_ORDER.with());
            return changes.giveBack(coupon, request.orderRef(), request.reason(), till.actor());
        });
    }

    /** Takes a coupon away. */
    Uni<Answer> revoke(Caller staff, CouponRef ref, RevokeCouponRequest request, IdempotencyRequest key) {
        return step(ref, key, (changes, coupon) -> changes.revoke(coupon, request.reason(), staff.actor()));
    }

    private Uni<Answer> step(
            CouponRef ref,
            IdempotencyRequest key,
            BiFunction<CouponChanges, OwnedCoupon, Optional<ProblemException>> step) {
        return idempotency
                .run(key, CREATED, connection -> step(connection, ref, step))
                .call(answer -> people.accounts(pool, ref.memberId()).invoke(cards::invalidate));
    }

    private Uni<ChangedCoupon> step(
            SqlConnection connection,
            CouponRef ref,
            BiFunction<CouponChanges, OwnedCoupon, Optional<ProblemException>> step) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return people.lock(connection, ref)
                .map(found -> found.orElseThrow(ProblemCode.COUPON_NOT_FOUND::with))
                .chain(held -> {
                    CouponChanges changes = coupons.changes(now);
                    step.apply(changes, held.coupon()).ifPresent(refusal -> {
                        throw refusal;
                    });
                    WriteSet writes = new WriteSet();
                    changes.addTo(writes);
                    OwnedCoupon after = changes.current(held.coupon());
                    return writes.run(connection).chain(() -> settled(connection, after, held.heirId(), now));
                });
    }

    /** What came back is the person's: it goes to the account that goes on. What was taken away stays where it was. */
    private Uni<ChangedCoupon> settled(SqlConnection connection, OwnedCoupon coupon, UUID heirId, Instant now) {
        if (coupon.state() != CouponState.ISSUED || coupon.memberId().equals(heirId)) {
            return Uni.createFrom().item(changed(coupon, coupon.memberId(), now));
        }
        return merged.follow(connection, coupon.memberId(), heirId, List.of(coupon.id()))
                .replaceWith(changed(coupon, heirId, now));
    }

    private ChangedCoupon changed(OwnedCoupon coupon, UUID memberId, Instant now) {
        return new ChangedCoupon(
                coupon.id(),
                memberId,
                coupon.templateCode(),
                coupon.stateAt(now),
                CouponDates.local(coupon.expiresAt(), programme.zone()),
                CouponDates.local(now, programme.zone()));
    }
}
