package dev.huiyuan.coupon;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Issues coupons in the caller's transaction; the caller invalidates the members' cards once it has committed. */
@ApplicationScoped
public class CouponIssuer {
    /** How many coupons one call issues at most. */
    public static final int MAX_ISSUES = 1_000;

    private final TemplateQueries templates;
    private final IssueLedger ledger;
    private final OrderCoupons coupons;
    private final CouponPeople people;
    private final ProgrammeService programme;

    CouponIssuer(
            TemplateQueries templates,
            IssueLedger ledger,
            OrderCoupons coupons,
            CouponPeople people,
            ProgrammeService programme) {
        this.templates = templates;
        this.ledger = ledger;
        this.coupons = coupons;
        this.people = people;
        this.programme = programme;
    }

    /**
     * Issues coupons to many members in a fixed number of statements. A repeated source, reference and member issues
     * nothing new and returns the coupon that is there.
     *
     * @param connection the caller's transaction; stocks of limited templates stay locked until it ends
     * @param issues at most {@value #MAX_ISSUES}
     * @return the coupons that the members now hold, in the order of the issues; what the template's state, stock or
     *     limit refuses is left out; problem {@code template-not-found} for an unknown code
     */
    public Uni<List<IssuedCoupon>> issue(SqlConnection connection, List<CouponIssue> issues) {
        return decide(connection, issues).map(outcomes -> {
            List<IssuedCoupon> coupons = new ArrayList<>();
            for (IssueOutcome outcome : outcomes) {
                if (outcome instanceof IssueOutcome.Issued issued) coupons.add(issued.coupon());
            }
            return coupons;
        });
    }

    /**
     * Issues one coupon that the caller's transaction depends on.
     *
     * @return the coupon; problems {@code coupon-not-claimable}, {@code coupon-sold-out}, {@code claim-limit-reached},
     *     {@code template-not-found}
     */
    public Uni<IssuedCoupon> issueRequired(SqlConnection connection, CouponIssue issue) {
        return decide(connection, List.of(issue)).map(outcomes -> required(outcomes.getFirst()));
    }

    private static IssuedCoupon required(IssueOutcome outcome) {
        return switch (outcome) {
            case IssueOutcome.Issued issued -> issued.coupon();
            case IssueOutcome.Refused refused -> throw refused.code().with();
        };
    }

    /**
     * Issues a coupon that was promised, whatever its template has become.
     *
     * @param promise what {@link CouponPromises#make} promised
     * @param issue for whom and why; its template is the promised one
     * @return the coupon, also where it was issued before
     */
    public Uni<IssuedCoupon> issuePromised(SqlConnection connection, CouponPromise promise, CouponIssue issue) {
        return templates
                .version(connection, promise.templateId(), promise.version())
                .map(template -> order(issue, template.asPromised()))
                .chain(order -> ledger.issue(connection, List.of(order))
                        .map(outcomes -> required(Objects.requireNonNull(outcomes.get(order.key())))));
    }

    /**
     * A coupon that was issued to a member, wherever a merge has brought it.
     *
     * @param client any connection
     */
    public Uni<Optional<IssuedCoupon>> find(SqlClient client, UUID memberId, UUID couponId) {
        return people.accounts(client, memberId)
                .map(accounts -> accounts.stream()
                        .map(account -> new CouponRef(account, couponId))
                        .toList())
                .chain(refs -> coupons.byIds(client, refs))
                .map(found -> found.stream().findFirst().map(this::issued));
    }

    private IssuedCoupon issued(OwnedCoupon coupon) {
        return CouponDates.issued(
                coupon.id(),
                coupon.memberId(),
                coupon.templateCode(),
                coupon.name(),
                coupon.expiresAt(),
                programme.zone());
    }

    private Uni<List<IssueOutcome>> decide(SqlConnection connection, List<CouponIssue> issues) {
        if (issues.isEmpty()) return Uni.createFrom().item(List.of());
        if (issues.size() > MAX_ISSUES) throw new IllegalArgumentException("too many coupons in one call");
        return templates
                .byCodes(
                        connection,
                        issues.stream().map(CouponIssue::templateCode).collect(Collectors.toSet()))
                .map(known -> issues.stream().map(issue -> order(issue, known)).toList())
                .chain(orders -> ledger.issue(connection, orders)
                        .map(outcomes -> orders.stream()
                                .map(order -> Objects.requireNonNull(outcomes.get(order.key())))
                                .toList()));
    }

    private static IssueOrder order(CouponIssue issue, Map<String, CouponTemplate> known) {
        CouponTemplate template = known.get(issue.templateCode());
        if (template == null) throw ProblemCode.TEMPLATE_NOT_FOUND.with();
        return order(issue, template);
    }

    private static IssueOrder order(CouponIssue issue, CouponTemplate template) {
        return new IssueOrder(
                issue.memberId(), template, issue.source(), issue.sourceRef(), "system", null, issue.days());
    }
}
