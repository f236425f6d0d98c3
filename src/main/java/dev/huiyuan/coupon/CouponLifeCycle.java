package dev.huiyuan.coupon;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The steps that a coupon can take: issued, locked, used, returned, expired, revoked. Each is decided on the coupon as it is;
 * whether the store, the hour or the bill fit is not asked here.
 */
final class CouponLifeCycle {
    private static final String SYSTEM = "system";

    /**
     * From so many steps on nothing new begins with a coupon: the table holds 1000, and what has begun has to end, also by
     * sweeps, which must not fail for one coupon. Placing and cancelling an order are two steps.
     */
    private static final int LAST_BEGINNING = 900;

    private CouponLifeCycle() {}

    /** Whether a step can be taken. */
    sealed interface Decision {
        /** The steps, the one that was asked for at the end: a lock past its time is released before. */
        record Taken(List<CouponStep> steps) implements Decision {
            OwnedCoupon after() {
                return steps.getLast().after();
            }
        }

        /** It cannot. */
        record Refused(ProblemException problem) implements Decision {}
    }

    /** Reserves a coupon for an order until an instant. */
    static Decision lock(OwnedCoupon coupon, String order, Instant until, String actor, Instant now) {
        Optional<ProblemException> refusal = notFree(coupon, null, now);
        if (refusal.isPresent()) return new Decision.Refused(refusal.get());
        if (isWornOut(coupon)) return refused(ProblemCode.COUPON_NOT_USABLE);
        OwnedCoupon locked = free(coupon).locked(new OwnedCoupon.Lock(order, until));
        return taken(coupon, new CouponStep(locked, CouponStep.Type.LOCKED, now, actor, null, order, null));
    }

    /**
     * Uses a coupon that is free, or locked for the same order: a coupon that an order has reserved in time may be used by
     * it after the coupon's end.
     */
    static Decision use(OwnedCoupon coupon, CouponUseDetails details, Instant now) {
        boolean reserved = details.bill().equals(coupon.lockedBy(now));
        Optional<ProblemException> refusal = reserved ? Optional.empty() : notFree(coupon, details.bill(), now);
        if (refusal.isPresent()) return new Decision.Refused(refusal.get());
        if (!reserved && isWornOut(coupon)) return refused(ProblemCode.COUPON_NOT_USABLE);
        OwnedCoupon.Use use = new OwnedCoupon.Use(
                now, details.storeId(), details.bill(), details.channel(), details.amountFen(), details.discountFen());
        OwnedCoupon used = (reserved ? coupon : free(coupon)).used(use);
        CouponStep step = new CouponStep(
                used, CouponStep.Type.USED, now, details.actor(), details.storeId(), details.bill(), null);
        return reserved ? new Decision.Taken(List.of(step)) : taken(coupon, step);
    }

    /** Ends the reservation of an order, also one whose time is over. */
    static Decision release(OwnedCoupon coupon, String order, String actor, Instant now) {
        OwnedCoupon.Lock lock = coupon.lock();
        if (lock == null || !lock.by().equals(order)) return refused(ProblemCode.COUPON_NOT_LOCKED);
        return new Decision.Taken(
                List.of(new CouponStep(coupon.unlocked(), CouponStep.Type.RELEASED, now, actor, null, order, null)));
    }

    /**
     * Gives a coupon back that a bill has used: as it was while it is valid, with its template's grace after its end, and
     * with grace only once.
     *
     * @param reason the reason's code
     * @param zone where the days of grace end at midnight
     */
    static Decision giveBack(OwnedCoupon coupon, String bill, String reason, String actor, Instant now, ZoneId zone) {
        OwnedCoupon.Use use = coupon.use();
        if (use == null || !use.bill().equals(bill)) return refused(ProblemCode.COUPON_NOT_USED);
        boolean valid = now.isBefore(coupon.expiresAt());
        Integer graceDays = coupon.terms().graceDays();
        if (!valid && (graceDays == null || coupon.graceGiven())) return refused(ProblemCode.COUPON_RETURN_LAPSED);
        Instant end = valid || graceDays == null ? coupon.expiresAt() : CouponDates.endOfDay(now, graceDays, zone);
        return new Decision.Taken(List.of(new CouponStep(
                coupon.returned(end), CouponStep.Type.RETURNED, now, actor, use.storeId(), bill, reason)));
    }

    /** Takes a coupon away that is free. */
    static Decision revoke(OwnedCoupon coupon, String reason, String actor, Instant now) {
        Optional<ProblemException> refusal = ended(coupon, null, now);
        if (refusal.isPresent()) return new Decision.Refused(refusal.get());
        OwnedCoupon revoked = free(coupon).revoked(now);
        return taken(coupon, new CouponStep(revoked, CouponStep.Type.REVOKED, now, actor, null, null, reason));
    }

    /** What stands against using a coupon at an instant, if anything does. */
    static Optional<ProblemException> notFree(OwnedCoupon coupon, @Nullable String bill, Instant now) {
        return ended(coupon, bill, now)
                .or(() -> now.isBefore(coupon.validFrom())
                        ? Optional.of(ProblemCode.COUPON_NOT_YET_VALID.with())
                        : Optional.empty());
    }

    private static Optional<ProblemException> ended(OwnedCoupon coupon, @Nullable String bill, Instant now) {
        return switch (coupon.stateAt(now)) {
            case USED -> Optional.of(ProblemCode.COUPON_ALREADY_USED.with());
            case EXPIRED -> Optional.of(ProblemCode.COUPON_EXPIRED.with());
            case REVOKED -> Optional.of(ProblemCode.COUPON_NOT_USABLE.with());
            case LOCKED ->
                bill != null && bill.equals(coupon.lockedBy(now))
                        ? Optional.empty()
                        : Optional.of(ProblemCode.COUPON_LOCKED.with());
            case ISSUED -> Optional.empty();
        };
    }

    private static boolean isWornOut(OwnedCoupon coupon) {
        return coupon.steps() >= LAST_BEGINNING;
    }

    private static Decision refused(ProblemCode code) {
        return new Decision.Refused(code.with());
    }

    /** The coupon without a lock whose time is over. */
    private static OwnedCoupon free(OwnedCoupon coupon) {
        return coupon.lock() == null ? coupon : coupon.unlocked();
    }

    private static Decision taken(OwnedCoupon before, CouponStep step) {
        OwnedCoupon.Lock lock = before.lock();
        if (lock == null) return new Decision.Taken(List.of(step));
        CouponStep released = new CouponStep(
                before.unlocked(), CouponStep.Type.RELEASED, lock.until(), SYSTEM, null, lock.by(), null);
        return new Decision.Taken(List.of(released, step));
    }
}
