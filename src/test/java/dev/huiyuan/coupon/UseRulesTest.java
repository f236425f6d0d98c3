package dev.huiyuan.coupon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UseRulesTest {
    private static final Instant NOW = OwnedCoupons.NOW;
    private static final UUID STORE = UUID.fromString("01980000-0000-7000-8000-000000000001");
    private static final UUID OTHER_STORE = UUID.fromString("01980000-0000-7000-8000-000000000002");
    private static final CouponTerms AMOUNT =
            Terms.of(CouponKind.AMOUNT, 2_000L, null, null, null, null, Set.of(), Set.of());
    private static final CouponTerms THRESHOLD =
            Terms.of(CouponKind.THRESHOLD, 1_000L, 5_000L, null, null, null, Set.of(), Set.of());

    private static OwnedCoupon coupon(CouponTerms terms, CouponState state) {
        return OwnedCoupons.in(terms, state);
    }

    private static UseRules.Bill bill(@Nullable Long amountFen) {
        return new UseRules.Bill(STORE, null, amountFen);
    }

    private static @Nullable ProblemCode code(Optional<ProblemException> refusal) {
        return refusal.map(ProblemException::code).orElse(null);
    }

    @Test
    void issuedCouponIsUsableFromItsFirstInstantUntilItsEnd() {
        OwnedCoupon coupon = coupon(AMOUNT, CouponState.ISSUED);
        assertThat(UseRules.refusal(coupon, bill(null), coupon.validFrom())).isEmpty();
        assertThat(UseRules.refusal(coupon, bill(null), coupon.expiresAt().minusNanos(1)))
                .isEmpty();
    }

    @Test
    void couponIsRefusedBeforeItsFirstInstantAndFromItsEndOn() {
        OwnedCoupon coupon = coupon(AMOUNT, CouponState.ISSUED);
        assertThat(code(UseRules.refusal(coupon, bill(null), coupon.validFrom().minusNanos(1))))
                .isEqualTo(ProblemCode.COUPON_NOT_YET_VALID);
        assertThat(code(UseRules.refusal(coupon, bill(null), coupon.expiresAt())))
                .isEqualTo(ProblemCode.COUPON_EXPIRED);
    }

    @Test
    void couponThatIsNotIssuedIsRefusedByItsState() {
        assertThat(code(UseRules.refusal(coupon(AMOUNT, CouponState.USED), bill(null), NOW)))
                .isEqualTo(ProblemCode.COUPON_ALREADY_USED);
        assertThat(code(UseRules.refusal(coupon(AMOUNT, CouponState.LOCKED), bill(null), NOW)))
                .isEqualTo(ProblemCode.COUPON_LOCKED);
        assertThat(code(UseRules.refusal(coupon(AMOUNT, CouponState.REVOKED), bill(null), NOW)))
                .isEqualTo(ProblemCode.COUPON_NOT_USABLE);
    }

    @Test
    void thresholdIsMetByExactlyItsAmountAndMissedByOneFenLess() {
        OwnedCoupon coupon = coupon(THRESHOLD, CouponState.ISSUED);
        assertThat(UseRules.refusal(coupon, bill(5_000L), NOW)).isEmpty();
        assertThat(code(UseRules.refusal(coupon, bill(4_999L), NOW))).isEqualTo(ProblemCode.COUPON_THRESHOLD_NOT_MET);
        assertThat(code(UseRules.refusal(coupon, bill(null), NOW))).isEqualTo(ProblemCode.VALIDATION_FAILED);
    }

    @Test
    void couponHoldsAtItsStoresOnly() {
        CouponTerms terms = Terms.of(CouponKind.AMOUNT, 1L, null, null, null, null, Set.of(STORE), Set.of());
        OwnedCoupon coupon = coupon(terms, CouponState.ISSUED);
        assertThat(UseRules.refusal(coupon, bill(null), NOW)).isEmpty();
        assertThat(code(UseRules.refusal(coupon, new UseRules.Bill(OTHER_STORE, null, null), NOW)))
                .isEqualTo(ProblemCode.COUPON_STORE_NOT_ALLOWED);
    }

    @Test
    void couponHoldsForItsChannelsOnly() {
        CouponTerms terms = Terms.of(CouponKind.AMOUNT, 1L, null, null, null, null, Set.of(), Set.of(Channel.DELIVERY));
        OwnedCoupon coupon = coupon(terms, CouponState.ISSUED);
        assertThat(UseRules.refusal(coupon, new UseRules.Bill(STORE, Channel.DELIVERY, null), NOW))
                .isEmpty();
        assertThat(code(UseRules.refusal(coupon, new UseRules.Bill(STORE, Channel.STORE, null), NOW)))
                .isEqualTo(ProblemCode.COUPON_CHANNEL_NOT_ALLOWED);
        assertThat(code(UseRules.refusal(coupon, bill(null), NOW))).isEqualTo(ProblemCode.VALIDATION_FAILED);
    }

    @Test
    void onlyConfirmedMembersUseCoupons() {
        assertThat(UseRules.refusal(member(MemberState.ACTIVE))).isEmpty();
        assertThat(code(UseRules.refusal(member(MemberState.UNCONFIRMED)))).isEqualTo(ProblemCode.MEMBER_UNCONFIRMED);
        assertThat(code(UseRules.refusal(member(MemberState.CLOSED)))).isEqualTo(ProblemCode.MEMBER_CLOSED);
        assertThat(code(UseRules.refusal(null))).isEqualTo(ProblemCode.MEMBER_NOT_FOUND);
    }

    private static MemberFacts member(MemberState state) {
        return new MemberFacts(UUID.randomUUID(), state, null, null);
    }

    @Property
    void percentageIsRoundedDownAndNeverAboveCapOrBill(
            @ForAll @LongRange(max = 100_000_000) long amountFen,
            @ForAll @IntRange(min = 1, max = 99) int percent,
            @ForAll @LongRange(min = 1, max = 100_000_000) long capFen) {
        CouponTerms terms = Terms.of(CouponKind.PERCENTAGE, null, null, percent, capFen, null, Set.of(), Set.of());
        long discount = Objects.requireNonNull(UseRules.discountFen(terms, amountFen));
        assertThat(discount).isBetween(0L, Math.min(capFen, amountFen));
        assertThat(discount * 100).isLessThanOrEqualTo(amountFen * percent);
        assertThat(discount == capFen || (discount + 1) * 100 > amountFen * percent)
                .isTrue();
    }

    @Property
    void amountIsNeverMoreThanTheBill(@ForAll @LongRange(max = 100_000_000) long amountFen) {
        assertThat(UseRules.discountFen(AMOUNT, amountFen)).isEqualTo(Math.min(2_000L, amountFen));
    }

    @Test
    void discountIsUnknownWhereItDoesNotFollowFromTheBill() {
        CouponTerms dish = Terms.of(CouponKind.EXCHANGE, null, null, null, null, "PLUM-DRINK", Set.of(), Set.of());
        assertThat(UseRules.discountFen(dish, 5_000L)).isNull();
        assertThat(UseRules.discountFen(AMOUNT, null)).isEqualTo(2_000L);
    }
}
