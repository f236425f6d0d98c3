package dev.huiyuan.coupon;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Issues many coupons in the caller's transaction: stocks locked in order of template, what members hold, what was
 * issued before, the decision in memory, one set of inserts. What loses against another transaction (the same reference or the
 * same ordinal at the same moment) is decided again with what that one left behind.
 */
@ApplicationScoped
class IssueLedger {
    private static final int MAX_ROUNDS = 4;
    private static final Comparator<IssueOrder> LOCK_ORDER = Comparator.comparing(
                    (IssueOrder order) -> order.template().id())
            .thenComparing(IssueOrder::memberId)
            .thenComparing(IssueOrder::source)
            .thenComparing(IssueOrder::sourceRef);

    private final IssueStatements statements;
    private final ProgrammeService programme;
    private final Ids ids;
    private final Clock clock;

    IssueLedger(IssueStatements statements, ProgrammeService programme, Ids ids, Clock clock) {
        this.statements = statements;
        this.programme = programme;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Issues what stock and limits allow.
     *
     * @param orders what is asked for; of several with the same key the first one counts
     * @return what became of each; stock left is taken in the order of the list within a template
     */
    Uni<Map<IssueOrder.Key, IssueOutcome>> issue(SqlConnection connection, List<IssueOrder> orders) {
        Map<IssueOrder.Key, IssueOutcome> outcomes = new HashMap<>();
        return round(connection, orders, outcomes, 1).replaceWith(outcomes);
    }

    private Uni<Void> round(
            SqlConnection connection, List<IssueOrder> orders, Map<IssueOrder.Key, IssueOutcome> outcomes, int round) {
        if (orders.isEmpty()) return Uni.createFrom().voidItem();
        if (round > MAX_ROUNDS) {
            return Uni.createFrom().failure(ProblemCode.OVERLOADED.with().retryAfter(1));
        }
        return facts(connection, orders, outcomes)
                .map(facts ->
                        IssueRules.plan(open(orders, outcomes), facts, clock.instant(), programme.zone(), ids::next))
                .invoke(plan ->
                        plan.refused().forEach((key, code) -> outcomes.put(key, new IssueOutcome.Refused(code))))
                .chain(plan -> write(connection, plan.grants(), outcomes))
                .chain(() -> round(connection, open(orders, outcomes), outcomes, round + 1));
    }

    /**
     * What was issued before is read after what members hold: a coupon that counts against the limit is then seen there as
     * well, so that its own repetition is not refused for it.
     */
    private Uni<IssueRules.Facts> facts(
            SqlConnection connection, List<IssueOrder> orders, Map<IssueOrder.Key, IssueOutcome> outcomes) {
        // combine: all are sent at once, and done one after the other in this order.
        return Uni.combine()
                .all()
                .unis(
                        statements.lockStocks(connection, orders),
                        statements.held(connection, orders),
                        statements.heldToday(connection, orders, today()),
                        statements.existing(connection, orders, programme.zone()))
                .with((left, held, heldToday, existing) -> {
                    existing.forEach((key, coupon) -> outcomes.put(key, new IssueOutcome.Issued(coupon, true)));
                    return new IssueRules.Facts(left, held, heldToday);
                });
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), programme.zone());
    }

    private Uni<Void> write(
            SqlConnection connection, List<IssueRules.Grant> grants, Map<IssueOrder.Key, IssueOutcome> outcomes) {
        if (grants.isEmpty()) return Uni.createFrom().voidItem();
        List<IssueRules.Grant> sorted = grants.stream()
                .sorted(Comparator.comparing(IssueRules.Grant::order, LOCK_ORDER)
                        .thenComparing(IssueRules.Grant::ordinal))
                .toList();
        return taken(connection, sorted)
                .chain(ready -> insert(connection, sorted, ready))
                .invoke(issued -> issued.forEach(
                        grant -> outcomes.put(grant.order().key(), new IssueOutcome.Issued(coupon(grant), false))))
                .replaceWithVoid();
    }

    /** The grants that got their ordinals: those of the member and those of the day. */
    private Uni<List<IssueRules.Grant>> taken(SqlConnection connection, List<IssueRules.Grant> grants) {
        // combine: as above.
        return Uni.combine()
                .all()
                .unis(
                        statements.takeOrdinals(connection, grants),
                        statements.takeDayOrdinals(connection, grants, today(grants)))
                .with((all, daily) -> grants.stream()
                        .filter(grant -> grant.ordinal() == 0 || all.contains(grant.couponId()))
                        .filter(grant -> grant.dayOrdinal() == 0 || daily.contains(grant.couponId()))
                        .toList());
    }

    private LocalDate today(List<IssueRules.Grant> grants) {
        return LocalDate.ofInstant(grants.getFirst().issuedAt(), programme.zone());
    }

    private Uni<List<IssueRules.Grant>> insert(
            SqlConnection connection, List<IssueRules.Grant> grants, List<IssueRules.Grant> ready) {
        return statements
                .insert(connection, ready)
                .map(ids -> ready.stream()
                        .filter(grant -> ids.contains(grant.couponId()))
                        .toList())
                .call(issued -> follow(connection, grants, issued));
    }

    /** What follows from what was issued. */
    private Uni<Void> follow(SqlConnection connection, List<IssueRules.Grant> grants, List<IssueRules.Grant> issued) {
        // combine: as above.
        return Uni.combine()
                .all()
                .unis(
                        statements.giveBackOrdinals(connection, lost(grants, issued), today(grants)),
                        statements.countStocks(connection, issued),
                        statements.announce(connection, issued))
                .discardItems();
    }

    private static List<IssueRules.Grant> lost(List<IssueRules.Grant> grants, List<IssueRules.Grant> issued) {
        Set<UUID> ids = issued.stream().map(IssueRules.Grant::couponId).collect(Collectors.toSet());
        return grants.stream()
                .filter(grant -> grant.isCounted() && !ids.contains(grant.couponId()))
                .toList();
    }

    /** What has no outcome yet, once a key. */
    private static List<IssueOrder> open(List<IssueOrder> orders, Map<IssueOrder.Key, IssueOutcome> outcomes) {
        Map<IssueOrder.Key, IssueOrder> open = new java.util.LinkedHashMap<>();
        for (IssueOrder order : orders) {
            if (!outcomes.containsKey(order.key())) open.putIfAbsent(order.key(), order);
        }
        return List.copyOf(open.values());
    }

    private IssuedCoupon coupon(IssueRules.Grant grant) {
        CouponTemplate template = grant.order().template();
        return CouponDates.issued(
                grant.couponId(),
                grant.order().memberId(),
                template.code(),
                template.name(),
                grant.period().expiresAt(),
                programme.zone());
    }
}
