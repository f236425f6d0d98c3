package dev.huiyuan.coupon;

import dev.huiyuan.identity.PresenceCheck;
import dev.huiyuan.identity.Presences;
import dev.huiyuan.member.MemberCards;
import dev.huiyuan.member.MemberDirectory;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Coupons that staff issue to a member they serve: with a reason, and only so many a day. */
@ApplicationScoped
class StaffIssues {
    private static final int CREATED = 201;

    /** The row is locked until the transaction ends, so that many at once get no further than one after another. */
    private static final String COUNT = """
            insert into coupon_staff_day as d (staff_id, day, issued) select $1, $2, 1 where $3 >= 1
            on conflict (staff_id, day) do update set issued = d.issued + 1 where d.issued < $3
            returning issued
            """;

    private final TemplateQueries templates;
    private final IssueLedger ledger;
    private final MemberDirectory members;
    private final MemberCards cards;
    private final Idempotency idempotency;
    private final Presences presences;
    private final ProgrammeService programme;
    private final CouponConfig config;
    private final Clock clock;

    StaffIssues(
            TemplateQueries templates,
            IssueLedger ledger,
            MemberDirectory members,
            MemberCards cards,
            Idempotency idempotency,
            Presences presences,
            ProgrammeService programme,
            CouponConfig config,
            Clock clock) {
        this.templates = templates;
        this.ledger = ledger;
        this.members = members;
        this.cards = cards;
        this.idempotency = idempotency;
        this.presences = presences;
        this.programme = programme;
        this.config = config;
        this.clock = clock;
    }

    /** Issues a coupon and answers it; a clerk's member has to be there, and the template has to be one for staff. */
    Uni<Answer> issue(Caller staff, UUID memberId, StaffIssueRequest request, IdempotencyRequest key) {
        if (isClerk(staff)) requirePlace(staff, request);
        return idempotency
                .run(key, CREATED, connection -> issue(connection, staff, memberId, request, key))
                .invoke(answer -> cards.invalidate(List.of(memberId)));
    }

    private Uni<IssuedCoupon> issue(
            SqlConnection connection, Caller staff, UUID memberId, StaffIssueRequest request, IdempotencyRequest key) {
        return members.facts(connection, List.of(memberId))
                .invoke(facts -> requireOpen(facts.get(memberId)))
                .chain(() -> requirePresence(connection, staff, memberId, request))
                .chain(() -> count(connection, staff))
                .chain(() -> templates.byCodes(connection, List.of(request.templateCode())))
                .map(found -> order(staff, memberId, request, key, found.get(request.templateCode())))
                .chain(order -> ledger.issue(connection, List.of(order))
                        .map(outcomes -> Objects.requireNonNull(outcomes.get(order.key()))))
                .map(StaffIssues::issued);
    }

    private static boolean isClerk(Caller staff) {
        return staff.role().equals(Role.CLERK);
    }

    private static void requirePlace(Caller staff, StaffIssueRequest request) {
        if (request.presenceId() == null) throw ProblemException.ofField("/presenceId", "required", "a clerk's proof");
        if (request.storeId() == null) throw ProblemException.ofField("/storeId", "required", "where the member is");
        if (!staff.mayActFor(request.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
    }

    private Uni<Void> requirePresence(
            SqlConnection connection, Caller staff, UUID memberId, StaffIssueRequest request) {
        if (!isClerk(staff) || request.presenceId() == null || request.storeId() == null) {
            return Uni.createFrom().voidItem();
        }
        PresenceCheck check =
                new PresenceCheck(request.presenceId(), memberId, request.storeId(), staff.presenceTerminal());
        return presences
                .holding(connection, List.of(check))
                .invoke(holding -> {
                    if (holding.isEmpty()) throw ProblemCode.PRESENCE_INVALID.with();
                })
                .replaceWithVoid();
    }

    static void requireOpen(@Nullable MemberFacts member) {
        if (member == null) throw ProblemCode.MEMBER_NOT_FOUND.with();
        if (member.state() == MemberState.CLOSED) throw ProblemCode.MEMBER_CLOSED.with();
    }

    static IssuedCoupon issued(IssueOutcome outcome) {
        return switch (outcome) {
            case IssueOutcome.Issued issued -> issued.coupon();
            case IssueOutcome.Refused refused -> throw refused.code().with();
        };
    }

    private Uni<Void> count(SqlConnection connection, Caller staff) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), programme.zone());
        return connection
                .preparedQuery(COUNT)
                .execute(Tuple.of(staff.id(), today, config.staffCouponsPerDay()))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.STAFF_COUPON_LIMIT_REACHED.with();
                })
                .replaceWithVoid();
    }

    private static IssueOrder order(
            Caller staff,
            UUID memberId,
            StaffIssueRequest request,
            IdempotencyRequest key,
            @Nullable CouponTemplate template) {
        if (template == null) throw ProblemCode.TEMPLATE_NOT_FOUND.with();
        if (isClerk(staff) && !template.issuableByStaff()) throw ProblemCode.COUPON_NOT_FOR_STAFF.with();
        boolean compensation = Boolean.TRUE.equals(request.compensation());
        CouponSource source = compensation ? CouponSource.COMPENSATION : CouponSource.STAFF;
        String ref = SourceRefs.of(template.id(), key);
        return new IssueOrder(memberId, template, source, ref, staff.actor(), request.reason());
    }
}
