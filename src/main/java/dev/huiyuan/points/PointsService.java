package dev.huiyuan.points;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.points.writer.LedgerWriter;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.Store;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Earning, spending and taking back, as tills and imports ask for it. */
@ApplicationScoped
class PointsService {
    private final LedgerWriter writer;
    private final ProgrammeService programme;
    private final PointsQueries queries;
    private final Json json;

    PointsService(LedgerWriter writer, ProgrammeService programme, PointsQueries queries, Json json) {
        this.writer = writer;
        this.programme = programme;
        this.queries = queries;
        this.json = json;
    }

    Uni<Answer> accrue(Caller caller, AccrueRequest order, IdempotencyRequest request) {
        requireOwnStore(caller, order.storeId());
        boolean imported = caller.role().equals(Role.IMPORT);
        String source = imported ? "import:" + caller.id() : "store:" + order.storeId();
        Command.Accrue command = new Command.Accrue(
                order.memberId(),
                new BusinessKey(source, order.ref(), EntryType.ACCRUAL),
                actor(caller),
                order.amountFen(),
                order.occurredAt().toInstant().truncatedTo(ChronoUnit.MICROS),
                null,
                order.channel(),
                order.storeId(),
                order.orderRef(),
                imported ? null : programme.current().earning().staffBackdatingDays());
        return submit(new Submission(command, request, null, refuseStore(order.storeId())));
    }

    Uni<Answer> redeem(Caller caller, RedeemRequest redemption, IdempotencyRequest request) {
        UUID storeId = storeOf(caller, redemption.storeId());
        requireOwnStore(caller, storeId);
        Command.Redeem command = new Command.Redeem(
                redemption.memberId(),
                new BusinessKey(request.scope(), request.key(), EntryType.REDEMPTION),
                actor(caller),
                redemption.points(),
                redemption.reason(),
                storeId,
                redemption.orderRef());
        PresenceUse presence = new PresenceUse(
                redemption.presenceId(),
                redemption.memberId(),
                storeId,
                caller.presenceTerminal(),
                redemption.orderRef());
        return submit(new Submission(command, request, presence, refuseStore(storeId)));
    }

    Uni<Answer> reverseAccrual(
            Caller caller, UUID entryId, ReverseAccrualRequest reversal, IdempotencyRequest request) {
        return reverse(
                caller,
                entryId,
                EntryType.ACCRUAL,
                request,
                located -> new Command.ReverseAccrual(
                        located.memberId(),
                        refund(entryId, reversal.refundRef(), EntryType.ACCRUAL_REVERSAL),
                        actor(caller),
                        entryId,
                        reversal.amountFen(),
                        reversal.reason()));
    }

    Uni<Answer> reverseRedemption(
            Caller caller, UUID entryId, ReverseRedemptionRequest reversal, IdempotencyRequest request) {
        return reverse(
                caller,
                entryId,
                EntryType.REDEMPTION,
                request,
                located -> new Command.ReverseRedemption(
                        located.memberId(),
                        refund(entryId, reversal.refundRef(), EntryType.REDEMPTION_REVERSAL),
                        actor(caller),
                        entryId,
                        reversal.points(),
                        reversal.reason()));
    }

    private Uni<Answer> reverse(
            Caller caller,
            UUID entryId,
            EntryType type,
            IdempotencyRequest request,
            Function<PointsQueries.Located, Command> command) {
        return queries.locate(entryId)
                .map(found -> requireReversible(caller, found, type))
                .chain(located -> submit(new Submission(command.apply(located), request, null, null)));
    }

    /** What a capability spent without a bill (a coupon bought with points) is taken back by that capability only. */
    private static PointsQueries.Located requireReversible(
            Caller caller, Optional<PointsQueries.Located> found, EntryType type) {
        PointsQueries.Located located = found.filter(entry -> entry.type() == type && entry.orderRef() != null)
                .orElseThrow(ProblemCode.ENTRY_NOT_FOUND::with);
        if (located.storeId() != null) requireOwnStore(caller, located.storeId());
        return located;
    }

    private Uni<Answer> submit(Submission submission) {
        return writer.submit(submission).map(answer -> answer(submission, answer));
    }

    private Answer answer(Submission submission, LedgerAnswer answer) {
        return switch (answer) {
            case LedgerAnswer.Refused refused -> new Answer(refused.status(), refused.body(), refused.replayed());
            case LedgerAnswer.Booked booked ->
                new Answer(
                        booked.status(),
                        json.bytes(BookedResponse.of(
                                booked.entry(),
                                Objects.requireNonNull(submission.request())
                                        .problems()
                                        .language())),
                        booked.replayed());
        };
    }

    private static BusinessKey refund(UUID entryId, String refundRef, EntryType kind) {
        return new BusinessKey("entry:" + entryId, refundRef, kind);
    }

    private static UUID storeOf(Caller caller, @Nullable UUID storeId) {
        if (storeId != null) return storeId;
        if (caller.storeIds().size() == 1) return caller.storeIds().iterator().next();
        throw ProblemException.ofField("/storeId", "required", "name the store");
    }

    private static void requireOwnStore(Caller caller, UUID storeId) {
        if (!caller.mayActFor(storeId)) throw ProblemCode.STORE_NOT_ALLOWED.with();
    }

    /** A refusal that holds unless the same request was answered before: a store may have closed since. */
    private @Nullable ProblemException refuseStore(UUID storeId) {
        return programme.store(storeId).filter(Store::open).isPresent() ? null : ProblemCode.STORE_UNKNOWN.with();
    }

    private static String actor(Caller caller) {
        return caller.kind().audience() + ":" + caller.id();
    }
}
