package dev.huiyuan.coupon;

import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/** Decides in memory which of a batch's coupons are issued, in the order of the batch. */
final class IssueRules {
    private IssueRules() {}

    /** A member and a template. */
    record Holding(UUID templateId, UUID memberId) {}

    /**
     * What is known under the stocks' locks.
     *
     * @param left how many are left, by template with a limited stock
     * @param held how many a member has had, by template and member; absent means none
     * @param heldToday how many of them on this day
     */
    record Facts(Map<UUID, Long> left, Map<Holding, Integer> held, Map<Holding, Integer> heldToday) {}

    /**
     * A coupon that is issued.
     *
     * @param order what was asked for
     * @param couponId its id
     * @param ordinal the how-manieth of the member; 0 where the template has no limit
     * @param dayOrdinal the how-manieth of the member's day; 0 where the template has no limit for a day
     * @param issuedAt when
     * @param period when it can be used
     */
    record Grant(
            IssueOrder order,
            UUID couponId,
            int ordinal,
            int dayOrdinal,
            Instant issuedAt,
            CouponValidity.Period period) {
        boolean isCounted() {
            return ordinal > 0 || dayOrdinal > 0;
        }
    }

    /**
     * The decisions on a batch.
     *
     * @param grants what is issued
     * @param refused what is not, and why
     */
    record Plan(List<Grant> grants, Map<IssueOrder.Key, ProblemCode> refused) {}

    /** Folds a batch over the facts: each grant takes from the stock and from the member's limit. */
    static Plan plan(List<IssueOrder> orders, Facts facts, Instant now, ZoneId zone, Supplier<UUID> ids) {
        Map<UUID, Long> left = new HashMap<>(facts.left());
        Map<Holding, Integer> held = new HashMap<>(facts.held());
        Map<Holding, Integer> heldToday = new HashMap<>(facts.heldToday());
        List<Grant> grants = new ArrayList<>();
        Map<IssueOrder.Key, ProblemCode> refused = new LinkedHashMap<>();
        for (IssueOrder order : orders) {
            CouponTemplate template = order.template();
            Holding holding = new Holding(template.id(), order.memberId());
            Held own = new Held(held.getOrDefault(holding, 0), heldToday.getOrDefault(holding, 0));
            switch (decide(order, left, own, now, zone)) {
                case Refusal refusal -> refused.put(order.key(), refusal.code());
                case Granted granted -> {
                    if (order.takesStock()) left.computeIfPresent(template.id(), (id, count) -> count - 1);
                    int ordinal = template.limitPerMember() == null ? 0 : held.merge(holding, 1, Integer::sum);
                    int dayOrdinal = template.limitPerDay() == null ? 0 : heldToday.merge(holding, 1, Integer::sum);
                    grants.add(new Grant(order, ids.get(), ordinal, dayOrdinal, now, granted.period()));
                }
            }
        }
        return new Plan(grants, refused);
    }

    private sealed interface Decision {}

    private record Granted(CouponValidity.Period period) implements Decision {}

    private record Refusal(ProblemCode code) implements Decision {}

    /** How many coupons of a template a member has had, altogether and today. */
    private record Held(int all, int today) {}

    private static Decision decide(IssueOrder order, Map<UUID, Long> left, Held held, Instant now, ZoneId zone) {
        CouponTemplate template = order.template();
        if (!template.issuesAt(now)) return new Refusal(ProblemCode.COUPON_NOT_CLAIMABLE);
        CouponValidity.Period period = template.validity().periodFor(now, zone, order.days());
        if (period == null) return new Refusal(ProblemCode.COUPON_NOT_CLAIMABLE);
        if (template.limitPerMember() != null && held.all >= template.limitPerMember()) {
            return new Refusal(ProblemCode.CLAIM_LIMIT_REACHED);
        }
        if (template.limitPerDay() != null && held.today >= template.limitPerDay()) {
            return new Refusal(ProblemCode.CLAIM_DAY_LIMIT_REACHED);
        }
        if (order.takesStock() && left.getOrDefault(template.id(), 1L) <= 0) {
            return new Refusal(ProblemCode.COUPON_SOLD_OUT);
        }
        return new Granted(period);
    }
}
