package dev.huiyuan.points;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Spending at the till: at once, or in two steps with a hold. */
@ApplicationScoped
class SpendingService {
    private final LedgerAnswers ledger;
    private final CallerStores stores;
    private final ProgrammeService programme;
    private final PointsQueries queries;
    private final BillRefunds refunds;
    private final Clock clock;

    SpendingService(
            LedgerAnswers ledger,
            CallerStores stores,
            ProgrammeService programme,
            PointsQueries queries,
            BillRefunds refunds,
            Clock clock) {
        this.ledger = ledger;
        this.stores = stores;
        this.programme = programme;
        this.queries = queries;
        this.refunds = refunds;
        this.clock = clock;
    }

    Uni<Answer> redeem(Caller caller, RedeemRequest redemption, IdempotencyRequest request) {
        UUID storeId = CallerStores.own(caller, redemption.storeId());
        Command.Redeem command = new Command.Redeem(
                redemption.memberId(),
                new BusinessKey(request.scope(), request.key(), EntryType.REDEMPTION),
                caller.actor(),
                redemption.points(),
                redemption.reason(),
                storeId,
                redemption.orderRef());
        return spend(caller, redemption, storeId, command, request);
    }

    Uni<Answer> hold(Caller caller, RedeemRequest hold, IdempotencyRequest request) {
        UUID storeId = CallerStores.own(caller, hold.storeId());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Command.Hold command = new Command.Hold(
                hold.memberId(),
                new BusinessKey(request.scope(), request.key(), EntryType.HOLD),
                caller.actor(),
                hold.points(),
                hold.reason(),
                storeId,
                hold.orderRef(),
                now.plus(Duration.ofMinutes(programme.current().points().holdMinutes())));
        return spend(caller, hold, storeId, command, request);
    }

    private Uni<Answer> spend(
            Caller caller, RedeemRequest spending, UUID storeId, Command command, IdempotencyRequest request) {
        PresenceUse presence = new PresenceUse(
                spending.presenceId(), spending.memberId(), storeId, caller.presenceTerminal(), spending.orderRef());
        return ledger.submit(new Submission(command, request, presence, stores.refusalOf(storeId, clock.instant())));
    }

    Uni<Answer> capture(Caller caller, UUID holdId, @Nullable Long points, IdempotencyRequest request) {
        BusinessKey key = new BusinessKey("hold", holdId.toString(), EntryType.CAPTURE);
        return locate(caller, holdId, type -> type == EntryType.HOLD)
                .chain(hold -> ledger.submit(new Submission(
                        new Command.Capture(hold.entry().memberId(), key, caller.actor(), holdId, points),
                        request,
                        null,
                        null)));
    }

    Uni<Answer> release(Caller caller, UUID holdId, IdempotencyRequest request) {
        return locate(caller, holdId, type -> type == EntryType.HOLD)
                .chain(hold -> ledger.submit(new Submission(
                        new Command.Release(
                                hold.entry().memberId(), LedgerRules.releaseKey(holdId), caller.actor(), holdId),
                        request,
                        null,
                        null)));
    }

    Uni<Answer> reverse(Caller caller, UUID entryId, ReverseRedemptionRequest reversal, IdempotencyRequest request) {
        BusinessKey key = new BusinessKey("entry:" + entryId, reversal.refundRef(), EntryType.REDEMPTION_REVERSAL);
        return spending(caller, entryId)
                .chain(spending -> ledger.submit(new Submission(
                        new Command.ReverseRedemption(
                                spending.holderId(),
                                key,
                                caller.actor(),
                                spending.ref(),
                                reversal.points(),
                                reversal.reason()),
                        request,
                        null,
                        null)));
    }

    /** What was spent for a bill; problem {@code bill-is-order} where an order spent it, which gives it back itself. */
    private Uni<PointsQueries.Located> spending(Caller caller, UUID entryId) {
        return queries.locate(entryId).chain(found -> {
            Optional<PointsQueries.Located> unnamed = found.filter(
                    known -> known.entry().type().isSpending() && known.entry().orderRef() == null);
            if (unnamed.isEmpty()) return Uni.createFrom().item(own(caller, found, EntryType::isSpending));
            return refunds.refusalOf(unnamed.get().entry()).map(refusal -> {
                throw refusal.orElseGet(ProblemCode.ENTRY_NOT_FOUND::with);
            });
        });
    }

    /** What a capability spent without a bill (a coupon bought with points) is taken back by that capability only. */
    private Uni<PointsQueries.Located> locate(Caller caller, UUID entryId, Predicate<EntryType> type) {
        return queries.locate(entryId).map(found -> own(caller, found, type));
    }

    private static PointsQueries.Located own(
            Caller caller, Optional<PointsQueries.Located> found, Predicate<EntryType> type) {
        PointsQueries.Located located = found.filter(known ->
                        type.test(known.entry().type()) && known.entry().orderRef() != null)
                .orElseThrow(ProblemCode.ENTRY_NOT_FOUND::with);
        CallerStores.require(caller, located.entry().storeId());
        return located;
    }
}
