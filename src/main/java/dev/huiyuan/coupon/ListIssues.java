package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** Issues a template to a list of members in one transaction, and says what became of each. */
@ApplicationScoped
class ListIssues {
    private static final int CREATED = 201;

    private final TemplateQueries templates;
    private final IssueLedger ledger;
    private final MemberDirectory members;
    private final MemberCards cards;
    private final Idempotency idempotency;

    ListIssues(
            TemplateQueries templates,
            IssueLedger ledger,
            MemberDirectory members,
            MemberCards cards,
            Idempotency idempotency) {
        this.templates = templates;
        this.ledger = ledger;
        this.members = members;
        this.cards = cards;
        this.idempotency = idempotency;
    }

    /** Issues to the members who may have it; problem {@code template-not-found}. */
    Uni<Answer> issue(Caller staff, UUID templateId, ListIssueRequest request, IdempotencyRequest key) {
        return idempotency
                .run(key, CREATED, connection -> issue(connection, staff, templateId, request, key))
                .invoke(answer -> cards.invalidate(request.memberIds()));
    }

    private Uni<ListIssueResponse> issue(
            SqlConnection connection, Caller staff, UUID templateId, ListIssueRequest request, IdempotencyRequest key) {
        return templates
                .byId(connection, templateId)
                .map(found -> found.orElseThrow(ProblemCode.TEMPLATE_NOT_FOUND::with))
                .chain(template -> members.facts(connection, Set.copyOf(request.memberIds()))
                        .chain(facts ->
                                issue(connection, orders(staff, template, request, key, facts), facts, request)));
    }

    private Uni<ListIssueResponse> issue(
            SqlConnection connection,
            Map<UUID, IssueOrder> orders,
            Map<UUID, MemberFacts> facts,
            ListIssueRequest request) {
        return ledger.issue(connection, List.copyOf(orders.values()))
                .map(outcomes -> ListIssueResponse.of(
                        lines(request.memberIds().stream().distinct().toList(), orders, facts, outcomes)));
    }

    private static Map<UUID, IssueOrder> orders(
            Caller staff,
            CouponTemplate template,
            ListIssueRequest request,
            IdempotencyRequest key,
            Map<UUID, MemberFacts> facts) {
        boolean compensation = Boolean.TRUE.equals(request.compensation());
        CouponSource source = compensation ? CouponSource.COMPENSATION : CouponSource.CAMPAIGN;
        String ref = "list:" + SourceRefs.of(template.id(), key);
        Map<UUID, IssueOrder> orders = new LinkedHashMap<>();
        for (UUID memberId : request.memberIds()) {
            MemberFacts member = facts.get(memberId);
            if (member == null || member.state() == MemberState.CLOSED) continue;
            orders.put(memberId, new IssueOrder(memberId, template, source, ref, staff.actor(), request.reason()));
        }
        return orders;
    }

    private static List<ListIssueResponse.Line> lines(
            List<UUID> memberIds,
            Map<UUID, IssueOrder> orders,
            Map<UUID, MemberFacts> facts,
            Map<IssueOrder.Key, IssueOutcome> outcomes) {
        List<ListIssueResponse.Line> lines = new ArrayList<>();
        for (UUID memberId : memberIds) {
            IssueOrder order = orders.get(memberId);
            if (order == null) {
                ProblemCode code =
                        facts.containsKey(memberId) ? ProblemCode.MEMBER_CLOSED : ProblemCode.MEMBER_NOT_FOUND;
                lines.add(new ListIssueResponse.Line(memberId, null, code.code()));
            } else lines.add(line(memberId, Objects.requireNonNull(outcomes.get(order.key()))));
        }
        return lines;
    }

    private static ListIssueResponse.Line line(UUID memberId, IssueOutcome outcome) {
        return switch (outcome) {
            case IssueOutcome.Issued issued ->
                new ListIssueResponse.Line(memberId, issued.coupon().id(), null);
            case IssueOutcome.Refused refused ->
                new ListIssueResponse.Line(memberId, null, refused.code().code());
        };
    }
}
