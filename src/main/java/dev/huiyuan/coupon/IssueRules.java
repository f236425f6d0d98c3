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
     */
    record Facts(Map<UUID, Long> left, Map<Holding, Integer> held) {}

    /**
     * A coupon that is issued.
     *
     * @param order what was asked for
     * @param couponId its id
     * @param ordinal the how-manieth of the member; 0 where the template has no limit
     * @param issuedAt when
     * @param period when it can be used
     */
    record Grant(IssueOrder order, UUID couponId, int ordinal, Instant issuedAt, CouponValidity.Period period) {}

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
        List<Grant> grants = new ArrayList<>();
        Map<IssueOrder.Key, ProblemCode> refused = new LinkedHashMap<>();
        for (IssueOrder order : orders) {
            CouponTemplate template = order.template();
            Holding holding = new Holding(template.id(), order.memberId());
            switch (decide(template, left, held.getOrDefault(holding, 0), now, zone)) {
                case Refusal refusal -> refused.put(order.key(), refusal.code());
                case Granted granted -> {
                    left.computeIfPresent(template.id(), (id, count) -> count - 1);
                    int ordinal = template.limitPerMember() == null ? 0 : held.merge(holding, 1, Integer::sum);
                    grants.add(new Grant(order, ids.get(), ordinal, now, granted.period()));
                }
            }
        }
        return new Plan(grants, refused);
    }

    private sealed interface Decision {}

    private record Granted(CouponValidity.Period period) implements Decision {}

    private record Refusal(ProblemCode code) implements Decision {}

    private static Decision decide(CouponTemplate template, Map<UUID, Long> left, int held, Instant now, ZoneId zone) {
        if (template.state() != TemplateState.ACTIVE) return new Refusal(ProblemCode.COUPON_NOT_CLAIMABLE);
        CouponValidity.Period period = template.validity().periodFor(now, zone);
        if (period == null) return new Refusal(ProblemCode.COUPON_NOT_CLAIMABLE);
        if (template.limitPerMember() != null && held >= template.limitPerMember()) {
            return new Refusal(ProblemCode.CLAIM_LIMIT_REACHED);
        }
        if (left.getOrDefault(template.id(), 1L) <= 0) return new Refusal(ProblemCode.COUPON_SOLD_OUT);
        return new Granted(period);
    }
}
