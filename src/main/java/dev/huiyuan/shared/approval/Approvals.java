package dev.huiyuan.shared.approval;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The queue of approvals: opened by capabilities, decided by people. */
@ApplicationScoped
public class Approvals {
    private static final int CREATED = 201;

    private final ApprovalTable table;
    private final Map<String, ApprovalKind> kinds;
    private final Idempotency idempotency;
    private final ApprovalConfig config;
    private final Json json;
    private final Pool pool;
    private final Clock clock;

    Approvals(
            ApprovalTable table,
            @All List<ApprovalKind> kinds,
            Idempotency idempotency,
            ApprovalConfig config,
            Json json,
            Pool pool,
            Clock clock) {
        this.table = table;
        this.kinds = kinds.stream().collect(Collectors.toUnmodifiableMap(ApprovalKind::name, Function.identity()));
        this.idempotency = idempotency;
        this.config = config;
        this.json = json;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * What somebody says about an approval.
     *
     * @param approvalId which
     * @param decision what
     * @param reason why, a code
     */
    public record Verdict(UUID approvalId, ApprovalDecision decision, String reason) {}

    /**
     * Asks a second person, within the caller's transaction.
     *
     * @param connection the caller's connection, in its transaction
     * @param asked what for; its kind is implemented by a bean
     */
    public Uni<Approval> open(SqlConnection connection, NewApproval asked) {
        if (!kinds.containsKey(asked.kind())) throw new IllegalStateException("no kind of approval " + asked.kind());
        Instant now = now();
        return table.insert(connection, asked, now, now.plus(config.validFor()));
    }

    /**
     * The approvals that a caller may see: those that the role decides, of the own stores, and the own requests.
     * Auditors see all of their stores.
     *
     * @param state only those that stand there
     * @param kind only those of a kind
     */
    public Uni<Page<Approval>> list(
            Caller caller, @Nullable ApprovalState state, @Nullable String kind, int limit, @Nullable String cursor) {
        List<String> visible = kinds.values().stream()
                .filter(known -> sees(caller, known))
                .map(ApprovalKind::name)
                .toList();
        ApprovalTable.View view = new ApprovalTable.View(visible, caller, caller.actor());
        ApprovalTable.Filter filter = new ApprovalTable.Filter(state, kind);
        return table.page(pool, view, filter, Cursor.decode(cursor), limit + 1, now())
                .map(rows -> Page.of(rows, limit, Approval::id));
    }

    /** An approval that a caller may see; problem {@code approval-not-found} for any other. */
    public Uni<Approval> read(Caller caller, UUID id) {
        return table.read(pool, id, now()).map(found -> requireVisible(caller, found));
    }

    /**
     * Decides an approval: its effect and the decision commit together.
     *
     * @param caller who decides
     * @param verdict what
     * @param key the request under its key
     * @param body writes the answer
     * @return the decided approval; problems {@code approval-not-found}, {@code own-request}, {@code forbidden},
     *     {@code approval-decided}, {@code approval-expired}, and whatever the effect's own rules refuse, which leaves
     *     the approval open
     */
    public Uni<Answer> decide(Caller caller, Verdict verdict, IdempotencyRequest key, Function<Approval, Object> body) {
        List<Approval> decided = new CopyOnWriteArrayList<>();
        return idempotency
                .run(
                        key,
                        CREATED,
                        connection -> decide(connection, caller, verdict)
                                .invoke(decided::add)
                                .map(body))
                .invoke(answer -> afterCommit(answer, decided));
    }

    private Uni<Approval> decide(SqlConnection connection, Caller caller, Verdict verdict) {
        return table.lock(connection, verdict.approvalId(), now())
                .map(found -> requireDecidable(caller, requireVisible(caller, found)))
                .chain(approval -> effect(connection, approval, caller, verdict.decision())
                        .map(result -> decided(approval, caller, verdict, result)))
                .chain(decided -> table.decide(connection, decided))
                .map(stored -> stored.orElseThrow(ProblemCode.APPROVAL_EXPIRED::with));
    }

    private Uni<Optional<String>> effect(
            SqlConnection connection, Approval approval, Caller caller, ApprovalDecision decision) {
        ApprovalKind kind = kind(approval);
        return switch (decision) {
            case APPROVE -> kind.apply(connection, approval, caller).map(result -> Optional.of(json.text(result)));
            case REJECT -> kind.reject(connection, approval).map(done -> Optional.empty());
        };
    }

    private Approval decided(Approval open, Caller caller, Verdict verdict, Optional<String> result) {
        return new Approval(
                open.id(),
                open.kind(),
                open.memberId(),
                open.storeId(),
                open.requestedBy(),
                open.requestedAt(),
                open.expiresAt(),
                open.payload(),
                verdict.decision() == ApprovalDecision.APPROVE ? ApprovalState.APPROVED : ApprovalState.REJECTED,
                caller.actor(),
                now(),
                verdict.reason(),
                result.orElse(null),
                open.version());
    }

    private void afterCommit(Answer answer, List<Approval> decided) {
        if (answer.replayed() || answer.status() != CREATED) return;
        decided.stream()
                .filter(approval -> approval.state() == ApprovalState.APPROVED)
                .forEach(approval -> kind(approval).afterCommit(approval));
    }

    private Approval requireVisible(Caller caller, Optional<Approval> found) {
        return found.filter(approval ->
                        isOwn(caller, approval) || sees(caller, kind(approval)) && isOfOwnStore(caller, approval))
                .orElseThrow(ProblemCode.APPROVAL_NOT_FOUND::with);
    }

    private Approval requireDecidable(Caller caller, Approval approval) {
        if (isOwn(caller, approval)) throw ProblemCode.OWN_REQUEST.with();
        if (!kind(approval).deciders().contains(caller.role())) throw ProblemCode.FORBIDDEN.with();
        return switch (approval.state()) {
            case OPEN -> approval;
            case EXPIRED -> throw ProblemCode.APPROVAL_EXPIRED.with();
            case APPROVED, REJECTED -> throw ProblemCode.APPROVAL_DECIDED.with();
        };
    }

    private static boolean isOwn(Caller caller, Approval approval) {
        return approval.requestedBy().equals(caller.actor());
    }

    private static boolean isOfOwnStore(Caller caller, Approval approval) {
        return approval.storeId() == null || caller.mayActFor(approval.storeId());
    }

    private static boolean sees(Caller caller, ApprovalKind kind) {
        return caller.role().equals(Role.AUDITOR) || kind.deciders().contains(caller.role());
    }

    /** A kind that is gone, though approvals of it are there, is a defect of the deployment. */
    ApprovalKind kind(Approval approval) {
        return Objects.requireNonNull(kinds.get(approval.kind()), "no kind of approval " + approval.kind());
    }

    /** As precise as the database, so that a repeated answer is the same. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
