package dev.huiyuan.points;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Refund;
import dev.huiyuan.points.writer.EarlyEvent;
import dev.huiyuan.points.writer.EarlyEvents;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.caller.Role;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What orders do to points, as tills and imports report it, in any sequence. */
@ApplicationScoped
class OrderPoints {
    private static final int ACCEPTED = 202;

    private final LedgerAnswers ledger;
    private final CallerStores stores;
    private final ProgrammeService programme;
    private final PointsQueries queries;
    private final EarlyEvents early;
    private final Idempotency idempotency;
    private final Pool pool;
    private final Clock clock;

    OrderPoints(
            LedgerAnswers ledger,
            CallerStores stores,
            ProgrammeService programme,
            PointsQueries queries,
            EarlyEvents early,
            Idempotency idempotency,
            Pool pool,
            Clock clock) {
        this.ledger = ledger;
        this.stores = stores;
        this.programme = programme;
        this.queries = queries;
        this.early = early;
        this.idempotency = idempotency;
        this.pool = pool;
        this.clock = clock;
    }

    Uni<Answer> accrue(Caller caller, AccrueRequest order, IdempotencyRequest request) {
        CallerStores.require(caller, order.storeId());
        Instant occurredAt = OrderTimes.of(order.occurredAt(), "/occurredAt");
        Duration pending = Duration.ofDays(programme.current().points().pendingDays());
        Command.Accrue command = new Command.Accrue(
                order.memberId(),
                new BusinessKey(source(caller, order.storeId()), order.ref(), EntryType.ACCRUAL),
                caller.actor(),
                order.amountFen(),
                order.orderLines(),
                occurredAt,
                order.pending() ? occurredAt.plus(pending) : null,
                order.channel(),
                order.storeId(),
                order.orderRef(),
                isImport(caller) ? null : programme.current().earning().staffBackdatingDays());
        return ledger.submit(new Submission(command, request, null, stores.refusalOf(order.storeId())));
    }

    /** A refund that names the entry; more than what is left is refused. */
    Uni<Answer> refund(Caller caller, UUID entryId, ReverseAccrualRequest reversal, IdempotencyRequest request) {
        return queries.locate(entryId).chain(found -> {
            PointsQueries.Located located = found.filter(known -> known.entry().type() == EntryType.ACCRUAL
                            && known.entry().orderRef() != null)
                    .orElseThrow(ProblemCode.ENTRY_NOT_FOUND::with);
            CallerStores.require(caller, located.entry().storeId());
            Command command = new Command.ReverseAccrual(
                    located.holderId(),
                    new BusinessKey("entry:" + entryId, reversal.refundRef(), EntryType.ACCRUAL_REVERSAL),
                    caller.actor(),
                    located.ref(),
                    new Refund(reversal.amountFen(), reversal.lineRefs(), false),
                    reversal.reason());
            return ledger.submit(new Submission(command, request, null, null));
        });
    }

    /** A refund that names the order, which may not have come yet. */
    Uni<Answer> refund(Caller caller, OrderRefundRequest refund, IdempotencyRequest request) {
        CallerStores.require(caller, refund.storeId());
        EarlyEvent event = new EarlyEvent(
                source(caller, refund.storeId()),
                OrderReference.ref(refund.businessDate(), refund.orderRef()),
                EarlyEvent.Kind.REFUND,
                refund.refundRef(),
                refund.amountFen(),
                refund.lineRefs(),
                null,
                refund.reason(),
                caller.actor());
        return happened(event, request);
    }

    /** An order can no longer be cancelled. */
    Uni<Answer> complete(Caller caller, OrderCompletionRequest completion, IdempotencyRequest request) {
        CallerStores.require(caller, completion.storeId());
        Instant completedAt = OrderTimes.of(completion.completedAt(), "/completedAt");
        OrderTimes.refuseFuture(
                completedAt, clock.instant(), programme.current().earning());
        EarlyEvent event = new EarlyEvent(
                source(caller, completion.storeId()),
                OrderReference.ref(completion.businessDate(), completion.orderRef()),
                EarlyEvent.Kind.COMPLETION,
                "",
                null,
                List.of(),
                completedAt,
                null,
                caller.actor());
        return happened(event, request);
    }

    private Uni<Answer> happened(EarlyEvent event, IdempotencyRequest request) {
        return queries.locate(event.orderKey())
                .chain(found -> found.isEmpty() ? keep(event, request) : book(event, found.get(), request));
    }

    private Uni<Answer> book(EarlyEvent event, PointsQueries.Located order, IdempotencyRequest request) {
        Command command = event.on(order.holderId(), order.ref(), programme.current());
        return ledger.submit(new Submission(command, request, null, null)).call(answer -> settle(event, answer));
    }

    /** It may have been refused when its order came; what is booked now is settled. */
    private Uni<Void> settle(EarlyEvent event, Answer answer) {
        return answer.status() >= 300 ? Uni.createFrom().voidItem() : early.settled(pool, event);
    }

    /** The order may come in the meantime; then this is undone and booked with it. */
    private Uni<Answer> keep(EarlyEvent event, IdempotencyRequest request) {
        if (event.namesLinesOnly()) {
            throw ProblemException.ofField(
                    "/amountFen", "not-null", "the order is unknown: a refund of its lines has to name the amount too");
        }
        return idempotency
                .run(
                        request,
                        ACCEPTED,
                        connection ->
                                early.keep(connection, event, clock.instant()).map(OrderPoints::waiting))
                .onFailure(OrderCameException.class)
                .recoverWithUni(() -> happened(event, request));
    }

    private static WaitingResponse waiting(EarlyEvents.Kept kept) {
        return switch (kept) {
            case WAITING -> WaitingResponse.FOR_ITS_ORDER;
            case CONFLICT -> throw ProblemCode.REFUND_ALREADY_BOOKED.with();
            case ORDER_KNOWN -> throw new OrderCameException();
        };
    }

    /** Undoes the keeping of an event whose order has come in the meantime. */
    @SuppressWarnings("serial") // It never leaves this class.
    private static final class OrderCameException extends RuntimeException {}

    private static String source(Caller caller, UUID storeId) {
        return isImport(caller) ? "import:" + caller.id() : "store:" + storeId;
    }

    private static boolean isImport(Caller caller) {
        return caller.role().equals(Role.IMPORT);
    }
}
