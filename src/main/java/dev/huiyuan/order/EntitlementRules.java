package dev.huiyuan.order;

import dev.huiyuan.benefit.BillBenefits;
import dev.huiyuan.coupon.CouponKind;
import dev.huiyuan.coupon.CouponScope;
import dev.huiyuan.coupon.CouponStacking;
import dev.huiyuan.coupon.CouponTerms;
import dev.huiyuan.coupon.OwnedCoupon;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.order.pricing.Deal;
import dev.huiyuan.order.pricing.Entitlements;
import dev.huiyuan.order.pricing.Reason;
import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.programme.TierOrder;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a member may take off a bill. */
final class EntitlementRules {
    private EntitlementRules() {}

    /**
     * What a member may take off a bill at a moment. Tier and calendar need no presence, as nothing is spent; coupons, points
     * and what comes free once a day do. Whoever has not confirmed the phone yet only earns.
     *
     * @param moment the moment that discounts, windows and free items are judged at
     * @param now the moment that coupons must be usable at: a quote may be older
     */
    static Entitlements of(BillFacts facts, ProgrammeVersion version, Occasions.Moment moment, Instant now) {
        if (facts.member().state() != MemberState.ACTIVE) return Entitlements.NONE;
        Programme rules = version.rules();
        List<Entitlements.Discount> discounts = discounts(facts, version, moment);
        Entitlements.PointsTerms points = new Entitlements.PointsTerms(
                facts.maySpend() ? facts.points() : 0,
                rules.points().pointsPerYuan(),
                rules.orders().pointsMaxPercent());
        if (!facts.maySpend()) {
            return new Entitlements(discounts, rules.discountCombination(), List.of(), List.of(), points);
        }
        List<Deal> deals = facts.coupons().stream()
                .map(coupon -> deal(coupon, facts.tier(), rules, moment, now))
                .toList();
        return new Entitlements(
                discounts, rules.discountCombination(), freeItems(facts, version, moment), deals, points);
    }

    private static List<Entitlements.Discount> discounts(
            BillFacts facts, ProgrammeVersion version, Occasions.Moment moment) {
        return BillBenefits.discounts(version, facts.tier(), moment).stream()
                .map(one -> new Entitlements.Discount(
                        one.byTier() ? Entitlements.Origin.TIER : Entitlements.Origin.OCCASION,
                        one.code(),
                        one.name(),
                        one.percent()))
                .toList();
    }

    private static List<Entitlements.FreeItem> freeItems(
            BillFacts facts, ProgrammeVersion version, Occasions.Moment moment) {
        return BillBenefits.freeItems(version, facts.tier(), moment).stream()
                .filter(item -> !facts.usedToday().contains(item.code()))
                .map(item -> new Entitlements.FreeItem(item.code(), item.name(), item.item()))
                .toList();
    }

    private static Deal deal(
            OwnedCoupon coupon, @Nullable String tier, Programme rules, Occasions.Moment moment, Instant now) {
        CouponTerms terms = coupon.terms();
        CouponStacking stacking = terms.stacking();
        return new Deal(
                coupon.id(),
                coupon.templateCode(),
                coupon.name(),
                kind(terms.kind()),
                Objects.requireNonNullElse(terms.amountOffFen(), 0L),
                Objects.requireNonNullElse(terms.thresholdFen(), 0L),
                Objects.requireNonNullElse(terms.percentOff(), 0),
                Objects.requireNonNullElse(terms.capFen(), Long.MAX_VALUE),
                terms.scope().dishCodes(),
                terms.scope().categoryCodes(),
                new Deal.Stacking(
                        stacking.exclusive(), stacking.group(), stacking.withTierDiscount(), stacking.withMemberDay()),
                coupon.expiresAt(),
                byState(coupon, now).orElseGet(() -> byScope(terms.scope(), tier, rules, moment)));
    }

    private static Deal.Kind kind(CouponKind kind) {
        return switch (kind) {
            case AMOUNT, THRESHOLD -> Deal.Kind.AMOUNT;
            case PERCENTAGE -> Deal.Kind.PERCENTAGE;
            case EXCHANGE -> Deal.Kind.EXCHANGE;
            case FREE_DELIVERY -> Deal.Kind.DELIVERY;
            case DRINK_UPGRADE -> Deal.Kind.UPGRADE;
        };
    }

    private static Optional<Reason> byState(OwnedCoupon coupon, Instant now) {
        return switch (coupon.stateAt(now)) {
            case USED -> Optional.of(Reason.USED);
            case EXPIRED -> Optional.of(Reason.EXPIRED);
            case LOCKED -> Optional.of(Reason.RESERVED);
            case REVOKED -> Optional.of(Reason.REVOKED);
            case ISSUED -> now.isBefore(coupon.validFrom()) ? Optional.of(Reason.NOT_YET_VALID) : Optional.empty();
        };
    }

    private static @Nullable Reason byScope(
            CouponScope scope, @Nullable String tier, Programme rules, Occasions.Moment moment) {
        if (!scope.storeIds().isEmpty() && !scope.storeIds().contains(moment.storeId())) return Reason.OTHER_STORE;
        if (!scope.channels().isEmpty() && !scope.channels().contains(moment.channel())) return Reason.OTHER_CHANNEL;
        if (!scope.isOpenAt(moment.at(), rules.zone())) return Reason.OTHER_HOURS;
        return TierOrder.admits(scope.minTier(), tier, rules.tiers()) ? null : Reason.TIER_TOO_LOW;
    }
}
