package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CouponLifeCycleTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = OwnedCoupons.NOW;
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final String WHO = "member:test";

    private static OwnedCoupon fresh() {
        return OwnedCoupons.issued(OwnedCoupons.withGrace(null));
    }

    private static CouponUseDetails bill(String bill) {
        return new CouponUseDetails(bill, UUID.randomUUID(), null, null, null, WHO);
    }

    private static OwnedCoupon after(CouponLifeCycle.Decision decision) {
        assertThat(decision).isInstanceOf(CouponLifeCycle.Decision.Taken.class);
        return ((CouponLifeCycle.Decision.Taken) decision).after();
    }

    private static @Nullable ProblemCode refusal(CouponLifeCycle.Decision decision) {
        return decision instanceof CouponLifeCycle.Decision.Refused refused
                ? refused.problem().code()
                : null;
    }

    private static OwnedCoupon locked(OwnedCoupon coupon, String order) {
        return after(CouponLifeCycle.lock(coupon, order, NOW.plus(QUARTER), WHO, NOW));
    }

    private static OwnedCoupon used(OwnedCoupon coupon, Instant at) {
        return after(CouponLifeCycle.use(coupon, bill("bill"), at));
    }

    @Test
    void lockedCouponIsUsedByItsOrderAndByNoOther() {
        OwnedCoupon locked = locked(fresh(), "mine");
        assertThat(refusal(CouponLifeCycle.use(locked, bill("other"), NOW))).isEqualTo(ProblemCode.COUPON_LOCKED);
        assertThat(refusal(CouponLifeCycle.lock(locked, "other", NOW.plus(QUARTER), WHO, NOW)))
                .isEqualTo(ProblemCode.COUPON_LOCKED);
        assertThat(after(CouponLifeCycle.use(locked, bill("mine"), NOW)).state())
                .isEqualTo(CouponState.USED);
    }

    /** Placing and cancelling orders wears a coupon out before its steps do: what has begun can always end. */
    @ParameterizedTest
    @CsvSource({"899, true", "900, false", "999, false"})
    void wornOutCouponBeginsNothingAndEndsWhatItHasBegun(int steps, boolean begins) {
        OwnedCoupon coupon = OwnedCoupons.after(steps);
        CouponLifeCycle.Decision lock = CouponLifeCycle.lock(coupon, "mine", NOW.plus(QUARTER), WHO, NOW);
        CouponLifeCycle.Decision use = CouponLifeCycle.use(coupon, bill("mine"), NOW);
        if (begins) {
            assertThat(after(CouponLifeCycle.release(after(lock), "mine", WHO, NOW))
                            .steps())
                    .isEqualTo(901);
            assertThat(after(CouponLifeCycle.giveBack(after(use), "mine", "REFUND", WHO, NOW, ZONE))
                            .steps())
                    .isEqualTo(901);
        } else {
            assertThat(refusal(lock)).isEqualTo(ProblemCode.COUPON_NOT_USABLE);
            assertThat(refusal(use)).isEqualTo(ProblemCode.COUPON_NOT_USABLE);
            assertThat(after(CouponLifeCycle.revoke(coupon, "WORN", WHO, NOW)).steps())
                    .isLessThanOrEqualTo(1000);
        }
    }

    @Test
    void lockThatHasTimedOutHoldsNobodyUp() {
        OwnedCoupon locked = locked(fresh(), "mine");
        Instant late = NOW.plus(QUARTER);
        assertThat(refusal(CouponLifeCycle.use(locked, bill("other"), late.minusNanos(1))))
                .isEqualTo(ProblemCode.COUPON_LOCKED);
        CouponLifeCycle.Decision.Taken taken =
                (CouponLifeCycle.Decision.Taken) CouponLifeCycle.use(locked, bill("other"), late);
        assertThat(taken.steps())
                .extracting(CouponStep::type)
                .containsExactly(CouponStep.Type.RELEASED, CouponStep.Type.USED);
        assertThat(taken.after().steps()).isEqualTo(4);
    }

    @Test
    void lockedCouponIsUsedByItsOrderAlsoAfterItsEnd() {
        Instant justBefore = fresh().expiresAt().minusSeconds(60);
        OwnedCoupon locked = after(CouponLifeCycle.lock(fresh(), "mine", justBefore.plus(QUARTER), WHO, justBefore));
        Instant justAfter = locked.expiresAt().plusSeconds(60);
        assertThat(after(CouponLifeCycle.use(locked, bill("mine"), justAfter)).state())
                .isEqualTo(CouponState.USED);
        assertThat(refusal(CouponLifeCycle.use(locked, bill("mine"), justBefore.plus(QUARTER))))
                .isEqualTo(ProblemCode.COUPON_EXPIRED);
    }

    @Test
    void onlyTheOrderThatLockedReleases() {
        OwnedCoupon locked = locked(fresh(), "mine");
        assertThat(refusal(CouponLifeCycle.release(locked, "other", WHO, NOW)))
                .isEqualTo(ProblemCode.COUPON_NOT_LOCKED);
        OwnedCoupon free = after(CouponLifeCycle.release(locked, "mine", WHO, NOW));
        assertThat(free.state()).isEqualTo(CouponState.ISSUED);
        assertThat(refusal(CouponLifeCycle.release(free, "mine", WHO, NOW))).isEqualTo(ProblemCode.COUPON_NOT_LOCKED);
    }

    @Test
    void couponComesBackOnceAndOnlyFromItsBill() {
        OwnedCoupon used = used(fresh(), NOW);
        assertThat(refusal(CouponLifeCycle.giveBack(used, "other", "REFUND", WHO, NOW, ZONE)))
                .isEqualTo(ProblemCode.COUPON_NOT_USED);
        OwnedCoupon back = after(CouponLifeCycle.giveBack(used, "bill", "REFUND", WHO, NOW, ZONE));
        assertThat(back.expiresAt()).isEqualTo(used.expiresAt());
        assertThat(back.graceGiven()).isFalse();
        assertThat(refusal(CouponLifeCycle.giveBack(back, "bill", "REFUND", WHO, NOW, ZONE)))
                .isEqualTo(ProblemCode.COUPON_NOT_USED);
    }

    @Test
    void couponThatHasEndedComesBackWithGraceOnceOrNotAtAll() {
        Instant late = fresh().expiresAt().plus(Duration.ofDays(3));
        assertThat(refusal(CouponLifeCycle.giveBack(used(fresh(), NOW), "bill", "REFUND", WHO, late, ZONE)))
                .isEqualTo(ProblemCode.COUPON_RETURN_LAPSED);
        OwnedCoupon used = used(OwnedCoupons.issued(OwnedCoupons.withGrace(7)), NOW);
        OwnedCoupon back = after(CouponLifeCycle.giveBack(used, "bill", "REFUND", WHO, late, ZONE));
        // Midnight after the seventh day: the 25th of November and seven days in Shanghai.
        assertThat(back.expiresAt()).isEqualTo(Instant.parse("2026-12-02T16:00:00Z"));
        Instant later = back.expiresAt().plusSeconds(1);
        OwnedCoupon again = used(back, late);
        assertThat(refusal(CouponLifeCycle.giveBack(again, "bill", "REFUND", WHO, later, ZONE)))
                .isEqualTo(ProblemCode.COUPON_RETURN_LAPSED);
    }

    @Test
    void onlyAFreeCouponIsRevoked() {
        assertThat(after(CouponLifeCycle.revoke(fresh(), "MISTAKE", WHO, NOW)).endedAt())
                .isEqualTo(NOW);
        assertThat(refusal(CouponLifeCycle.revoke(locked(fresh(), "mine"), "MISTAKE", WHO, NOW)))
                .isEqualTo(ProblemCode.COUPON_LOCKED);
        assertThat(refusal(CouponLifeCycle.revoke(used(fresh(), NOW), "MISTAKE", WHO, NOW)))
                .isEqualTo(ProblemCode.COUPON_ALREADY_USED);
    }

    private static final Set<List<CouponState>> ALLOWED = Set.of(
            List.of(CouponState.ISSUED, CouponState.LOCKED),
            List.of(CouponState.ISSUED, CouponState.USED),
            List.of(CouponState.ISSUED, CouponState.REVOKED),
            List.of(CouponState.LOCKED, CouponState.ISSUED),
            List.of(CouponState.LOCKED, CouponState.USED),
            List.of(CouponState.USED, CouponState.ISSUED));

    /** Whatever is asked for in whatever order: steps are counted one by one and only the drawn arrows are taken. */
    @Property
    void everyLifeGoesAlongTheArrows(@ForAll @Size(max = 40) List<@IntRange(max = 59) Integer> wishes) {
        OwnedCoupon coupon = OwnedCoupons.issued(OwnedCoupons.withGrace(7));
        Instant now = NOW;
        List<CouponStep> life = new ArrayList<>();
        for (int wish : wishes) {
            now = now.plus(Duration.ofMinutes(wish * 7L));
            if (!(wish(coupon, wish, now) instanceof CouponLifeCycle.Decision.Taken taken)) continue;
            life.addAll(taken.steps());
            coupon = taken.after();
        }
        CouponState state = CouponState.ISSUED;
        int number = 1;
        for (CouponStep step : life) {
            OwnedCoupon next = step.after();
            assertThat(next.steps()).isEqualTo(++number);
            assertThat(ALLOWED).contains(List.of(state, next.state()));
            assertThat(next.lock() != null).isEqualTo(next.state() == CouponState.LOCKED);
            assertThat(next.use() != null).isEqualTo(next.state() == CouponState.USED);
            assertThat(next.endedAt() != null).isEqualTo(next.state() == CouponState.REVOKED);
            state = next.state();
        }
        long longer = life.stream().filter(step -> step.after().graceGiven()).count();
        assertThat(coupon.graceGiven()).isEqualTo(longer > 0);
    }

    private static CouponLifeCycle.Decision wish(OwnedCoupon coupon, int wish, Instant now) {
        String order = "order-" + wish / 5 % 3;
        return switch (wish % 5) {
            case 0 -> CouponLifeCycle.lock(coupon, order, now.plus(QUARTER), WHO, now);
            case 1 -> CouponLifeCycle.use(coupon, bill(order), now);
            case 2 -> CouponLifeCycle.release(coupon, order, WHO, now);
            case 3 -> CouponLifeCycle.giveBack(coupon, order, "REFUND", WHO, now, ZONE);
            default ->
                wish > 50
                        ? CouponLifeCycle.revoke(coupon, "MISTAKE", WHO, now)
                        : CouponLifeCycle.use(coupon, bill(order), now);
        };
    }
}
