package dev.huiyuan.coupon;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges one use of a batch on what the batch has locked and what its uses before have done. */
@ApplicationScoped
class UseJudge {
    private final ProgrammeService programme;

    UseJudge(ProgrammeService programme) {
        this.programme = programme;
    }

    /**
     * What is known of a batch, under its locks.
     *
     * @param owners the members of the presences
     * @param accepted the presences that hold for their bills
     * @param members the members
     * @param coupons their coupons
     * @param used what these members have used for the bills of the batch before
     * @param tiers the codes of their tiers, where a coupon asks for one
     */
    record Standing(
            Map<UUID, UUID> owners,
            Set<PresenceUse> accepted,
            Map<UUID, MemberFacts> members,
            Map<CouponRef, OwnedCoupon> coupons,
            List<OwnedCoupon> used,
            Map<UUID, String> tiers) {
        Standing withTiers(Map<UUID, String> known) {
            return new Standing(owners, accepted, members, coupons, used, known);
        }
    }

    /** What came of a use: one of the two. */
    record Verdict(
            @Nullable CouponRedemption redemption, @Nullable ProblemException problem) {}

    /** Judges a use and takes its step. */
    Verdict judge(CouponUse use, Standing standing, CouponChanges changes, Instant now) {
        try {
            return new Verdict(redemption(use, standing, changes, now), null);
        } catch (ProblemException refusal) {
            return new Verdict(null, refusal);
        }
    }

    private CouponRedemption redemption(CouponUse use, Standing standing, CouponChanges changes, Instant now) {
        RedeemCouponRequest request = use.request();
        programme.requireStore(request.storeId());
        UUID memberId = presentMember(use, standing);
        OwnedCoupon locked = standing.coupons().get(new CouponRef(memberId, use.couponId()));
        if (locked == null) throw ProblemCode.COUPON_NOT_FOUND.with();
        OwnedCoupon coupon = changes.current(locked);
        // The same bill again under another key: what was done is answered, and nothing is done twice.
        if (coupon.isUsedFor(request.storeId(), request.orderRef(), request.amountFen())) return redemption(coupon);
        UseRules.Bill bill = new UseRules.Bill(request.storeId(), request.channel(), request.amountFen());
        UseRules.refusal(coupon, bill, now).ifPresent(UseJudge::refuse);
        UseRules.atThisHour(coupon.terms(), now, programme.zone()).ifPresent(UseJudge::refuse);
        UseRules.ofTier(
                        coupon.terms(),
                        standing.tiers().get(memberId),
                        programme.current().tiers())
                .ifPresent(UseJudge::refuse);
        requireCombinable(coupon, request, standing, changes);
        CouponUseDetails details = new CouponUseDetails(
                request.orderRef(),
                request.storeId(),
                request.channel(),
                request.amountFen(),
                UseRules.discountFen(coupon.terms(), request.amountFen()),
                use.caller().actor());
        changes.use(locked, details).ifPresent(UseJudge::refuse);
        return redemption(changes.current(locked));
    }

    /** A bill's coupons have to go together, whether this batch uses them or one before has. */
    private static void requireCombinable(
            OwnedCoupon coupon, RedeemCouponRequest request, Standing standing, CouponChanges changes) {
        boolean fits = Stream.concat(standing.used().stream(), standing.coupons().values().stream())
                .map(changes::current)
                .filter(other -> other.memberId().equals(coupon.memberId())
                        && !other.id().equals(coupon.id()))
                .filter(other -> other.isUsedAt(request.storeId(), request.orderRef()))
                .allMatch(
                        other -> coupon.terms().stacking().allows(other.terms().stacking()));
        if (!fits) throw ProblemCode.COUPON_NOT_COMBINABLE.with();
    }

    /** The member whose presence holds for this till and bill, confirmed. */
    private static UUID presentMember(CouponUse use, Standing standing) {
        UUID memberId = standing.owners().get(use.request().presenceId());
        if (memberId == null || !standing.accepted().contains(use.presence(memberId))) {
            throw ProblemCode.PRESENCE_INVALID.with();
        }
        UseRules.refusal(standing.members().get(memberId)).ifPresent(UseJudge::refuse);
        return memberId;
    }

    private static void refuse(ProblemException refusal) {
        throw refusal;
    }

    private CouponRedemption redemption(OwnedCoupon coupon) {
        OwnedCoupon.Use use = Objects.requireNonNull(coupon.use());
        CouponTerms terms = coupon.terms();
        return new CouponRedemption(
                coupon.id(),
                coupon.memberId(),
                coupon.templateCode(),
                coupon.name(),
                terms.kind(),
                UseRules.discountFen(terms, use.amountFen()),
                terms.exchangeDish(),
                use.storeId(),
                use.bill(),
                CouponDates.local(use.at(), programme.zone()));
    }
}
