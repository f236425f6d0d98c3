package dev.huiyuan.coupon;

import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.WriteSet;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Collects what a batch of many orders does to coupons that it has locked, decides each step in memory on what the steps
 * before have left, and writes everything at once. One for each batch; not for several threads.
 *
 * <p>Every step answers with what stands against it; then nothing has changed. What an order did before another part of it
 * was refused is taken back by {@link #rollbackTo}.
 */
public final class CouponChanges {
    private final Instant now;
    private final ZoneId zone;
    private final CouponAnnouncer announcer;
    private final List<CouponStep> steps = new ArrayList<>();
    private final Map<CouponRef, OwnedCoupon> originals = new HashMap<>();
    private final Map<CouponRef, OwnedCoupon> latest = new HashMap<>();

    CouponChanges(Instant now, ZoneId zone, CouponAnnouncer announcer) {
        // As precise as the database, so that a repeated answer is the same.
        this.now = now.truncatedTo(ChronoUnit.MICROS);
        this.zone = zone;
        this.announcer = announcer;
    }

    /**
     * Reserves a coupon for an order.
     *
     * @param coupon the coupon as {@link OrderCoupons#lock} returned it
     * @param order the order's id
     * @param until until when the lock holds, exclusive
     * @param actor who does it
     * @return empty, or problems {@code coupon-locked}, {@code coupon-already-used}, {@code coupon-expired}, {@code
     *     coupon-not-yet-valid}, {@code coupon-not-usable}
     */
    public Optional<ProblemException> lock(OwnedCoupon coupon, String order, Instant until, String actor) {
        return take(coupon, current -> CouponLifeCycle.lock(current, order, until, actor, now));
    }

    /**
     * Uses a coupon that is free or locked for the same bill. Store, channel, hours, tier and amount are the caller's to
     * judge.
     *
     * @return empty, or a problem as for {@link #lock}
     */
    public Optional<ProblemException> use(OwnedCoupon coupon, CouponUseDetails details) {
        return take(coupon, current -> CouponLifeCycle.use(current, details, now));
    }

    /** Ends an order's lock, also one that has timed out; problem {@code coupon-not-locked} where it has none. */
    public Optional<ProblemException> release(OwnedCoupon coupon, String order, String actor) {
        return take(coupon, current -> CouponLifeCycle.release(current, order, actor, now));
    }

    /**
     * Gives a coupon back that a bill has used.
     *
     * @param reason the reason's code, such as {@code REFUND}
     * @return empty, or problems {@code coupon-not-used} (by this bill, or it came back already) and {@code
     *     coupon-return-lapsed} (it has ended, and its template grants no grace or did so before): a refund goes on
     *     without it
     */
    public Optional<ProblemException> giveBack(OwnedCoupon coupon, String bill, String reason, String actor) {
        return take(coupon, current -> CouponLifeCycle.giveBack(current, bill, reason, actor, now, zone));
    }

    /** Takes a coupon away that is not locked. */
    Optional<ProblemException> revoke(OwnedCoupon coupon, String reason, String actor) {
        return take(coupon, current -> CouponLifeCycle.revoke(current, reason, actor, now));
    }

    private Optional<ProblemException> take(
            OwnedCoupon coupon, Function<OwnedCoupon, CouponLifeCycle.Decision> decide) {
        return switch (decide.apply(current(coupon))) {
            case CouponLifeCycle.Decision.Refused refused -> Optional.of(refused.problem());
            case CouponLifeCycle.Decision.Taken taken -> {
                originals.putIfAbsent(coupon.ref(), coupon);
                latest.put(coupon.ref(), taken.after());
                steps.addAll(taken.steps());
                yield Optional.empty();
            }
        };
    }

    /** The coupon as the steps so far leave it. */
    public OwnedCoupon current(OwnedCoupon coupon) {
        return latest.getOrDefault(coupon.ref(), coupon);
    }

    /** A point to which {@link #rollbackTo} takes back. */
    public int savepoint() {
        return steps.size();
    }

    /** Takes back all steps since a point. */
    public void rollbackTo(int savepoint) {
        if (savepoint == steps.size()) return;
        steps.subList(savepoint, steps.size()).clear();
        latest.clear();
        steps.forEach(step -> latest.put(step.after().ref(), step.after()));
    }

    /** Whose coupons changed: their cards are invalidated once the transaction has committed. */
    public Set<UUID> changedMembers() {
        return latest.keySet().stream().map(CouponRef::memberId).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Adds coupons, history and events to what a batch writes. The batch fails where a coupon is not as it was when it
     * was locked.
     */
    public void addTo(WriteSet writes) {
        if (steps.isEmpty()) return;
        Map<CouponRef, CouponTable.Change> changes = new LinkedHashMap<>();
        latest.forEach((ref, after) ->
                changes.put(ref, new CouponTable.Change(java.util.Objects.requireNonNull(originals.get(ref)), after)));
        CouponTable.addChanges(writes, List.copyOf(changes.values()));
        CouponTable.addHistory(writes, steps);
        List<OutboxEvent> events = announcer.events(steps);
        announcer.addTo(writes, events);
    }
}
