package dev.huiyuan.points;

import dev.huiyuan.points.core.BillRef;
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
import java.time.LocalDate;
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
    private final BillRefunds refunds;
    private final Idempotency idempotency;
    private final Pool pool;
    private final Clock clock;

    OrderPoints(
            LedgerAnswers ledger,
            CallerStores stores,
            ProgrammeService programme,
            PointsQueries queries,
            EarlyEvents early,
            BillRefunds refunds,
            Idempotency idempotency,
            Pool pool,
            Clock clock) {
        this.ledger = ledger;
        this.stores = stores;
        this.programme = programme;
        this.queries = queries;
        this.early = early;
        this.refunds = refunds;
        this.idempotency = idempotency;
        this.pool = pool;
        this.clock = clock;
    }

    Uni<Answer> accrue(Caller caller, AccrueRequest order, IdempotencyRequest request) {
        CallerStores.require(caller, order.storeId());
        Instant occurredAt = OrderTimes.of(order.occurredAt(), "/occurredAt");
        LocalDate day = LocalDate.ofInstant(occurredAt, programme.zone());
        OrderTimes.refuseFar(order.businessDate(), day);
        String source = source(caller, order.storeId());
        Duration pending = Duration.ofDays(programme.current().points().pendingDays());
        Command.Accrue command = new Command.Accrue(
                order.memberId(),
                order.reference().key(source),
                order.reference().alias(source, day),
                caller.actor(),
                order.amountFen(),
                order.orderLines(),
                occurredAt,
                order.pending() ? occurredAt.plus(pending) : null,
                order.channel(),
                order.storeId(),
                order.orderRef(),
                isImport(caller) ? null : programme.current().earning().staffBackdatingDays());
        return ledger.submit(
                new Submission(command, request, null, stores.refusalOf(order.storeId(), opened(caller, occurredAt))));
    }

    /**
     * When an order's store had to be open: a till reports what was paid before its store closed. The history of an import
     * goes back to before we knew of its stores; those that are open count.
     */
    private Instant opened(Caller caller, Instant occurredAt) {
        Instant now = clock.instant();
        return isImport(caller) || occurredAt.isAfter(now) ? now : occurredAt;
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
            return refund(command, located, request);
        });
    }

    private Uni<Answer> refund(Command command, PointsQueries.Located order, IdempotencyRequest request) {
        return refunds.refusalOf(order.entry())
                .chain(refusal -> ledger.submit(new Submission(command, request, null, refusal.orElse(null))));
    }

    /** A refund that names the order, which may not have come yet. */
    Uni<Answer> refund(Caller caller, OrderRefundRequest refund, IdempotencyRequest request) {
        CallerStores.require(caller, refund.storeId());
        OrderTimes.refuseLater(refund.businessDate(), LocalDate.ofInstant(clock.instant(), programme.zone()));
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
        OrderTimes.refuseLater(completion.businessDate(), LocalDate.ofInstant(completedAt, programme.zone()));
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
                .chain(found -> found.isPresent() ? book(event, found.get(), request) : byNumber(event, request));
    }

    /** What the order of an event that tells no business date may be called; nothing for one that does. */
    private List<String> dated(EarlyEvent event) {
        if (BillRef.isDated(event.ref())) return List.of();
        return BillRef.ofYear(event.ref(), LocalDate.ofInstant(clock.instant(), programme.zone()));
    }

    private Uni<Answer> byNumber(EarlyEvent event, IdempotencyRequest request) {
        if (BillRef.isDated(event.ref())) return keep(event, request);
        return queries.locateOrders(event.source(), dated(event)).chain(orders -> switch (orders.size()) {
            case 0 -> keep(event, request);
            case 1 -> book(event, orders.getFirst(), request);
            default -> refuse(event, orders.getFirst(), request);
        });
    }

    /** Problem {@code business-date-required}, unless the request was answered before there were several orders. */
    private Uni<Answer> refuse(EarlyEvent event, PointsQueries.Located any, IdempotencyRequest request) {
        // Never booked: a key of its own keeps it apart from refunds that were.
        Command command = new Command.ReverseAccrual(
                any.holderId(),
                new BusinessKey(request.scope(), request.key(), EntryType.ACCRUAL_REVERSAL),
                event.actor(),
                any.ref(),
                new Refund(null, List.of(), true),
                "ORDER_REFUNDED");
        return ledger.submit(new Submission(command, request, null, ProblemCode.BUSINESS_DATE_REQUIRED.with()));
    }

    private Uni<Answer> book(EarlyEvent event, PointsQueries.Located order, IdempotencyRequest request) {
        Command command = event.on(order.holderId(), order.ref(), programme.current());
        Uni<Answer> answer = event.kind() == EarlyEvent.Kind.REFUND
                ? refund(command, order, request)
                : ledger.submit(new Submission(command, request, null, null));
        return answer.call(done -> settle(event, done));
    }

    /** It may have been refused when its order came; what is booked now is settled. */
    private Uni<Void> settle(EarlyEvent event, Answer answer) {
        return answer.status() >= 300 ? Uni.createFrom().voidItem() : early.settled(pool, event);
    }

    /** The order may come in the meantime; then this is undone and booked with it. */
    private Uni<Answer> keep(EarlyEvent event, IdempotencyRequest request) {
        if (event.namesLinesOnly()) {
            throw ProblemException.ofField(
                    "/amountFen", "required", "the order is unknown: a refund of its lines has to name the amount too");
        }
        return idempotency
                .run(
                        request,
                        ACCEPTED,
                        connection -> early.keep(connection, event, dated(event), clock.instant())
                                .map(OrderPoints::waiting))
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
