package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.TierOrder;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whether a coupon can be used for a bill, and what it takes off. */
final class UseRules {
    private static final int PERCENT = 100;

    private UseRules() {}

    /**
     * A bill.
     *
     * @param storeId where
     * @param channel the channel, if the caller said
     * @param amountFen the amount, in fen, if the caller said
     */
    record Bill(
            UUID storeId,
            @Nullable Channel channel,
            @Nullable Long amountFen) {}

    /** What stands against a member's using coupons at all. */
    static Optional<ProblemException> refusal(@Nullable MemberFacts member) {
        if (member == null) return refused(ProblemCode.MEMBER_NOT_FOUND);
        return switch (member.state()) {
            case UNCONFIRMED -> refused(ProblemCode.MEMBER_UNCONFIRMED);
            case CLOSED -> refused(ProblemCode.MEMBER_CLOSED);
            case ACTIVE -> Optional.empty();
        };
    }

    /** What stands against using a coupon for a bill at an instant. */
    static Optional<ProblemException> refusal(OwnedCoupon coupon, Bill bill, Instant now) {
        Optional<ProblemException> byState = CouponLifeCycle.notFree(coupon, null, now);
        if (byState.isPresent()) return byState;
        return byTerms(coupon.terms(), bill);
    }

    /** What stands against using something with these terms for a bill, by store, channel and amount. */
    static Optional<ProblemException> byTerms(CouponTerms terms, Bill bill) {
        if (!terms.holdsAt(bill.storeId())) return refused(ProblemCode.COUPON_STORE_NOT_ALLOWED);
        return byChannel(terms, bill).or(() -> byAmount(terms, bill));
    }

    /** What stands against using a coupon on this weekday at this hour. */
    static Optional<ProblemException> atThisHour(CouponTerms terms, Instant now, ZoneId zone) {
        return terms.scope().isOpenAt(now, zone) ? Optional.empty() : refused(ProblemCode.COUPON_HOURS_NOT_ALLOWED);
    }

    /** What stands against a member's using a coupon by tier. */
    static Optional<ProblemException> ofTier(CouponTerms terms, @Nullable String tier, List<Programme.Tier> tiers) {
        boolean admitted = TierOrder.admits(terms.scope().minTier(), tier, tiers);
        return admitted ? Optional.empty() : refused(ProblemCode.TIER_TOO_LOW);
    }

    private static Optional<ProblemException> byChannel(CouponTerms terms, Bill bill) {
        if (bill.channel() != null) {
            Optional<ProblemException> refusal = bill.channel().refusalOfBills();
            if (refusal.isPresent()) return refusal;
        }
        if (terms.scope().channels().isEmpty()) return Optional.empty();
        if (bill.channel() == null) return required("/channel", "this coupon does not hold for every channel");
        return terms.scope().channels().contains(bill.channel())
                ? Optional.empty()
                : refused(ProblemCode.COUPON_CHANNEL_NOT_ALLOWED);
    }

    private static Optional<ProblemException> byAmount(CouponTerms terms, Bill bill) {
        if (!terms.dependsOnAmount()) return Optional.empty();
        if (bill.amountFen() == null) return required("/amountFen", "this coupon depends on the bill");
        boolean reached = terms.thresholdFen() == null || bill.amountFen() >= terms.thresholdFen();
        return reached ? Optional.empty() : refused(ProblemCode.COUPON_THRESHOLD_NOT_MET);
    }

    /**
     * What a coupon takes off a bill that it can be used for, in fen, rounded down; never more than the bill.
     *
     * @return null where it does not follow from the coupon and the bill's amount
     */
    static @Nullable Long discountFen(CouponTerms terms, @Nullable Long amountFen) {
        @Nullable
        Long off = switch (terms.kind()) {
            case AMOUNT, THRESHOLD -> terms.amountOffFen();
            case PERCENTAGE -> percentageFen(terms, amountFen);
            case EXCHANGE, FREE_DELIVERY, DRINK_UPGRADE -> null;
        };
        return off == null || amountFen == null ? off : Long.valueOf(Math.min(off, amountFen));
    }

    private static @Nullable Long percentageFen(CouponTerms terms, @Nullable Long amountFen) {
        if (terms.percentOff() == null || terms.capFen() == null || amountFen == null) return null;
        return Math.min(terms.capFen(), amountFen * terms.percentOff() / PERCENT);
    }

    private static Optional<ProblemException> refused(ProblemCode code) {
        return Optional.of(code.with());
    }

    private static Optional<ProblemException> required(String pointer, String detail) {
        return Optional.of(ProblemException.ofField(pointer, "required", detail));
    }
}
