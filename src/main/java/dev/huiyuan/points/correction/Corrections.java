package dev.huiyuan.points.correction;

import dev.huiyuan.points.BookedResponse;
import dev.huiyuan.points.DayCounts;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.approval.Approvals;
import dev.huiyuan.shared.approval.NewApproval;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Done;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;

/** Corrections that staff ask for: booked at once, or handed to a second person. */
@ApplicationScoped
class Corrections {
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final CorrectionBooking booking;
    private final MergeTable merges;
    private final Approvals approvals;
    private final Idempotency idempotency;
    private final ProgrammeService programme;
    private final DayCounts counts;

    Corrections(
            CorrectionBooking booking,
            MergeTable merges,
            Approvals approvals,
            Idempotency idempotency,
            ProgrammeService programme,
            DayCounts counts) {
        this.booking = booking;
        this.merges = merges;
        this.approvals = approvals;
        this.idempotency = idempotency;
        this.programme = programme;
        this.counts = counts;
    }

    /**
     * Adjusts a member's points.
     *
     * @return 201 with what was booked, 202 with the approval where this and what the caller adjusted alone today are
     *     more than the programme's limit together, additions and deductions alike and of whichever members; problems
     *     {@code member-not-found}, {@code member-closed}, {@code points-insufficient}, {@code points-limit-reached},
     *     {@code account-merged}
     */
    Uni<Answer> adjust(Caller caller, AdjustmentRequest request, IdempotencyRequest key) {
        long points = request.points();
        if (points == 0) throw ProblemException.ofField("/points", "not-zero", "an adjustment adds or takes away");
        Command command = new Command.Adjust(
                request.memberId(), key(key, EntryType.ADJUSTMENT), caller.actor(), points, request.reason(), null);
        long limit = programme.current().points().adjustmentLimit();
        return run(
                key,
                (connection, changed) -> counts.take(
                                connection, DayCounts.Kind.ADJUSTMENT, caller.actor(), Math.abs(points), limit)
                        .chain(alone -> alone
                                ? book(connection, command, key, changed)
                                : open(connection, List.of(request.memberId()), adjustment(caller, request))));
    }

    private static NewApproval adjustment(Caller caller, AdjustmentRequest request) {
        return new NewApproval(
                AdjustmentApproval.KIND,
                request.memberId(),
                null,
                caller.actor(),
                new AdjustmentApproval.Payload(request.points(), request.reason()));
    }

    /**
     * Freezes or unfreezes an account.
     *
     * @return 201 with what was booked; problems {@code member-not-found}, {@code account-frozen},
     *     {@code account-not-frozen}, {@code account-merged}
     */
    Uni<Answer> freeze(Caller caller, FreezeRequest request, boolean frozen, IdempotencyRequest key) {
        return book(
                key,
                new Command.Freeze(
                        request.memberId(),
                        key(key, frozen ? EntryType.FREEZE : EntryType.UNFREEZE),
                        caller.actor(),
                        frozen,
                        request.reason()));
    }

    /** Asks for a merge; 202 with the approval; problems {@code same-member}, {@code member-not-found}. */
    Uni<Answer> merge(Caller caller, MergeRequest request, IdempotencyRequest key) {
        if (request.fromMemberId().equals(request.intoMemberId())) throw ProblemCode.SAME_MEMBER.with();
        NewApproval asked = new NewApproval(
                MergeApproval.KIND,
                request.fromMemberId(),
                null,
                caller.actor(),
                new MergeApproval.Payload(request.intoMemberId(), request.reason()));
        return ask(key, List.of(request.fromMemberId(), request.intoMemberId()), asked);
    }

    /** Asks for a merge to be undone; 202 with the approval; problems {@code entry-not-found}, {@code not-merged}. */
    Uni<Answer> reverseMerge(Caller caller, UUID entryId, MergeReversalRequest request, IdempotencyRequest key) {
        return idempotency.run(
                key,
                connection -> merges.find(connection, entryId)
                        .map(found -> found.orElseThrow(ProblemCode.ENTRY_NOT_FOUND::with))
                        .chain(merge -> {
                            if (merge.undone()) throw ProblemCode.NOT_MERGED.with();
                            return open(connection, reversal(caller, merge, request));
                        }));
    }

    private static NewApproval reversal(Caller caller, MergeTable.Merge merge, MergeReversalRequest request) {
        return new NewApproval(
                MergeReversalApproval.KIND,
                merge.fromId(),
                null,
                caller.actor(),
                new MergeReversalApproval.Payload(
                        merge.entryId(), merge.intoId(), merge.inEntryId(), request.reason()));
    }

    private Uni<Answer> book(IdempotencyRequest key, Command command) {
        return run(key, (connection, changed) -> book(connection, command, key, changed));
    }

    private Uni<Done> book(SqlConnection connection, Command command, IdempotencyRequest key, List<UUID> changed) {
        return booking.book(connection, command)
                .invoke(entry -> changed.add(entry.memberId()))
                .map(entry -> new Done(
                        CREATED,
                        BookedResponse.of(
                                entry, programme.zone(), key.problems().language())));
    }

    /** Work that says whose points it changed, which is shown once it is committed. */
    private Uni<Answer> run(IdempotencyRequest key, BiFunction<SqlConnection, List<UUID>, Uni<Done>> work) {
        List<UUID> changed = new CopyOnWriteArrayList<>();
        return idempotency
                .run(key, connection -> work.apply(connection, changed))
                .invoke(answer -> {
                    if (!changed.isEmpty()) booking.afterCommit(changed);
                });
    }

    private Uni<Answer> ask(IdempotencyRequest key, Collection<UUID> memberIds, NewApproval asked) {
        return idempotency.run(key, connection -> open(connection, memberIds, asked));
    }

    private Uni<Done> open(SqlConnection connection, Collection<UUID> memberIds, NewApproval asked) {
        return booking.requireMembers(connection, memberIds).chain(() -> open(connection, asked));
    }

    private Uni<Done> open(SqlConnection connection, NewApproval asked) {
        return approvals
                .open(connection, asked)
                .map(approval -> new Done(ACCEPTED, AwaitingApproval.of(approval, programme.zone())));
    }

    private static BusinessKey key(IdempotencyRequest request, EntryType kind) {
        return new BusinessKey(request.scope(), request.key(), kind);
    }
}
