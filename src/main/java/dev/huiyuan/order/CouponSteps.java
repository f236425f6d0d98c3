package dev.huiyuan.order;

import dev.huiyuan.coupon.CouponChanges;
import dev.huiyuan.coupon.CouponRef;
import dev.huiyuan.coupon.CouponUseDetails;
import dev.huiyuan.coupon.OwnedCoupon;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What orders do to the coupons that were locked for them, in memory, until it is written. */
final class CouponSteps {
    private final CouponChanges changes;
    private Map<CouponRef, OwnedCoupon> locked = Map.of();

    CouponSteps(CouponChanges changes) {
        this.changes = changes;
    }

    /** Takes over the coupons as they are under their locks. */
    void take(Map<CouponRef, OwnedCoupon> coupons) {
        locked = coupons;
    }

    /** The keys of an order's coupons. */
    static List<CouponRef> refs(UUID memberId, List<UUID> couponIds) {
        return couponIds.stream().map(id -> new CouponRef(memberId, id)).toList();
    }

    /** The keys of an order's coupons. */
    static List<CouponRef> refs(OrderBill bill) {
        return refs(bill.memberId(), bill.couponIds());
    }

    /** The same with those that they have where they went to an account that goes on. */
    static List<CouponRef> refs(OrderBill bill, List<UUID> heirs) {
        List<CouponRef> all = new ArrayList<>(refs(bill));
        heirs.forEach(heir -> all.addAll(refs(heir, bill.couponIds())));
        return all;
    }

    private @Nullable OwnedCoupon find(CouponRef ref, List<UUID> heirs) {
        OwnedCoupon own = locked.get(ref);
        if (own != null) return own;
        for (UUID heir : heirs) {
            OwnedCoupon gone = locked.get(new CouponRef(heir, ref.couponId()));
            if (gone != null) return gone;
        }
        return null;
    }

    /** Uses an order's coupons; why not, and then none is used. */
    @Nullable
    ProblemException use(OrderBill bill, List<UUID> heirs, Price price, String actor) {
        return all(bill, heirs, coupon -> changes.use(coupon, details(bill, price, coupon.id(), actor)));
    }

    private static CouponUseDetails details(OrderBill bill, Price price, UUID couponId, String actor) {
        long off = price.applied().stream()
                .filter(one -> couponId.equals(one.source().couponId()))
                .mapToLong(Price.Applied::fen)
                .sum();
        return new CouponUseDetails(
                bill.name(),
                bill.placed().storeId(),
                bill.placed().channel(),
                bill.amounts().goodsFen(),
                off,
                actor);
    }

    /** Reserves an order's coupons; why not, and then none is reserved. */
    @Nullable
    ProblemException lock(OrderBill bill, Instant until, String actor) {
        return all(bill, List.of(), coupon -> changes.lock(coupon, bill.name(), until, actor));
    }

    private interface Step {
        Optional<ProblemException> take(OwnedCoupon coupon);
    }

    private @Nullable ProblemException all(OrderBill bill, List<UUID> heirs, Step step) {
        int savepoint = changes.savepoint();
        for (CouponRef ref : refs(bill)) {
            OwnedCoupon coupon = find(ref, heirs);
            ProblemException refusal = coupon == null
                    ? ProblemCode.COUPON_NOT_FOUND.with()
                    : step.take(coupon).orElse(null);
            if (refusal != null) {
                changes.rollbackTo(savepoint);
                return refusal;
            }
        }
        return null;
    }

    /** Ends the reservation of an order's coupons, as far as there is one. */
    void release(OrderBill bill, String actor) {
        for (CouponRef ref : refs(bill)) {
            OwnedCoupon coupon = locked.get(ref);
            // Another order may have it by now: then there is nothing to release, as the answer would say.
            if (coupon != null) changes.release(coupon, bill.name(), actor);
        }
    }

    /** Gives an order's coupons back; what became of each. */
    List<Returned> giveBack(OrderBill bill, List<UUID> heirs, String reason, String actor) {
        List<Returned> all = new ArrayList<>();
        for (CouponRef ref : refs(bill)) {
            OwnedCoupon coupon = find(ref, heirs);
            ProblemException refusal = coupon == null
                    ? ProblemCode.COUPON_NOT_FOUND.with()
                    : changes.giveBack(coupon, bill.name(), reason, actor).orElse(null);
            Instant expiresAt = coupon == null || refusal != null
                    ? null
                    : changes.current(coupon).expiresAt();
            UUID ownerId = coupon == null ? bill.memberId() : coupon.memberId();
            all.add(new Returned(ref.couponId(), ownerId, expiresAt, refusal == null ? null : refusal.code()));
        }
        return all;
    }

    /**
     * What became of a coupon.
     *
     * @param couponId which
     * @param ownerId on whose account it came back
     * @param expiresAt until when it can be used again; null where it did not come back
     * @param problem why it did not come back; null where it did
     */
    record Returned(
            UUID couponId,
            UUID ownerId,
            @Nullable Instant expiresAt,
            @Nullable ProblemCode problem) {}

    int savepoint() {
        return changes.savepoint();
    }

    void rollbackTo(int savepoint) {
        changes.rollbackTo(savepoint);
    }

    void addTo(WriteSet writes) {
        changes.addTo(writes);
    }
}
