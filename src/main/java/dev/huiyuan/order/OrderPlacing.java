package dev.huiyuan.order;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.order.OrderBill.Asked;
import dev.huiyuan.order.OrderBill.Placed;
import dev.huiyuan.points.OrderReference;
import dev.huiyuan.points.OrderTimes;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.Together;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Places orders: paid ones settle at once, in a batch of the ledger; pending ones keep what they use until they are paid. */
@ApplicationScoped
class OrderPlacing {
    private final OrderPrices prices;
    private final BillReader reader;
    private final SettleReader atOnce;
    private final OrderCommands commands;
    private final OrderUses uses;
    private final PendingOrders pending;
    private final OrderTable table;
    private final OrderHashes hashes;
    private final OrderReplays replays;
    private final OrderAnswers answers;
    private final OrderBlockers blockers;
    private final PointsLedger points;
    private final Idempotency idempotency;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Json json;
    private final Clock clock;
    private final Ids ids;

    OrderPlacing(
            OrderPrices prices,
            BillReader reader,
            SettleReader atOnce,
            OrderCommands commands,
            OrderUses uses,
            PendingOrders pending,
            OrderTable table,
            OrderHashes hashes,
            OrderReplays replays,
            OrderAnswers answers,
            OrderBlockers blockers,
            PointsLedger points,
            Idempotency idempotency,
            ProgrammeService programme,
            Pool pool,
            Json json,
            Clock clock,
            Ids ids) {
        this.prices = prices;
        this.reader = reader;
        this.atOnce = atOnce;
        this.commands = commands;
        this.uses = uses;
        this.pending = pending;
        this.table = table;
        this.hashes = hashes;
        this.replays = replays;
        this.answers = answers;
        this.blockers = blockers;
        this.points = points;
        this.idempotency = idempotency;
        this.programme = programme;
        this.pool = pool;
        this.json = json;
        this.clock = clock;
        this.ids = ids;
    }

    /** Who asks for what, and when. */
    private record Asking(
            Caller caller,
            UUID memberId,
            PlaceOrderRequest order,
            IdempotencyRequest request,
            Asked asked,
            Instant occurredAt,
            Instant now) {
        OrderReference reference() {
            return new OrderReference(order.storeId(), order.orderRef(), order.businessDate());
        }

        OrderBlockers.Claimant claimant() {
            return new OrderBlockers.Claimant(memberId, caller.actor(), caller.kind() != Caller.Kind.MEMBER);
        }

        OrderPrices.Question question() {
            Instant at = occurredAt.isAfter(now) ? now : occurredAt;
            return new OrderPrices.Question(
                    caller, memberId, order, at, now, request.problems().language());
        }
    }

    /**
     * Places an order.
     *
     * @return the answer, an {@link OrderResponse} where it is placed
     */
    Uni<Answer> place(Caller caller, PlaceOrderRequest order, IdempotencyRequest request) {
        Asking asking = asking(caller, order, request);
        return order.payment() == PaymentState.PAID ? settle(asking) : wait(asking);
    }

    private Asking asking(Caller caller, PlaceOrderRequest order, IdempotencyRequest request) {
        order.requireConsistency();
        UUID memberId = memberOf(caller, order);
        // PostgreSQL keeps microseconds: so do we, so that a repeated answer is the same.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Instant occurredAt = order.occurredAt() == null ? now : OrderTimes.of(order.occurredAt(), "/occurredAt");
        Asked asked = hashes.asked(request, memberId, order);
        return new Asking(caller, memberId, order, request, asked, occurredAt, now);
    }

    /** What a member says about money is not believed: points must not come out of nothing. */
    private static UUID memberOf(Caller caller, PlaceOrderRequest order) {
        @Nullable UUID named = order.memberId();
        if (caller.kind() != Caller.Kind.MEMBER) {
            if (named == null) throw ProblemException.ofField("/memberId", "required", "name the member");
            if (!caller.mayActFor(order.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
            return named;
        }
        if (named != null && !named.equals(caller.id())) {
            throw ProblemException.ofField("/memberId", "unexpected", "members order for themselves");
        }
        if (order.payment() == PaymentState.PAID) throw ProblemCode.ORDER_PAYMENT_NOT_TRUSTED.with();
        return caller.id();
    }

    private Uni<Answer> settle(Asking asking) {
        // deferred: whatever is thrown meanwhile is a failure, after which the order may turn out to be known.
        return Uni.createFrom()
                .deferred(() ->
                        prices.charge(asking.question(), asking.order.quoteId() == null ? atOnce::read : reader::read))
                .chain(charge -> book(asking, charge))
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> knownOr(asking, replays.refuse(asking.request, failure)));
    }

    private Uni<Answer> book(Asking asking, OrderPrices.Charge charge) {
        ProblemException unpaid = OrderCommands.refusePayments(charge.price().payableFen(), asking.order.reported());
        if (unpaid != null) throw unpaid;
        NewOrder order = order(asking, charge, null);
        OrderWork.Settlement work = new OrderWork.Settlement(order);
        Submission submission = new Submission(
                command(order), asking.request, presence(asking, charge).orElse(null), null, work);
        return blockers.submit(submission, work, asking.reference().accrualKey(), asking.claimant())
                .chain(answer -> answered(asking, work, answer));
    }

    private NewOrder order(Asking asking, OrderPrices.Charge charge, @Nullable Instant expiresAt) {
        Placed placed = new Placed(
                asking.reference(),
                asking.order.channel(),
                asking.order.isCancellable(),
                asking.caller.actor(),
                asking.occurredAt,
                asking.now,
                expiresAt,
                asking.asked);
        return new NewOrder(
                ids.next(),
                asking.memberId,
                placed,
                charge.price(),
                json.text(charge.price()),
                BillLine.of(charge.price()),
                asking.order.reported(),
                uses.of(asking.memberId, placed.occurring(charge.at()), charge.price(), asking.caller, asking.now));
    }

    private Command command(NewOrder order) {
        OrderBill.Amounts amounts = OrderBill.Amounts.of(order.price());
        Placed placed = order.placed();
        Command.Accrue accrual = commands.accrual(order.memberId(), placed, amounts, order.lines(), placed.actor());
        if (amounts.points() == 0) return accrual;
        return new Together(
                List.of(OrderCommands.redemption(order.memberId(), order.id(), placed, amounts, placed.actor())),
                accrual);
    }

    /** The presence that a till's order uses up; a member's own order needs none. */
    private static Optional<PresenceUse> presence(Asking asking, OrderPrices.Charge charge) {
        boolean needed = asking.caller.kind() != Caller.Kind.MEMBER && charge.spends();
        if (!needed) return Optional.empty();
        return Optional.of(new PresenceUse(
                Objects.requireNonNull(asking.order.presenceId(), "what is spent without a presence"),
                asking.memberId,
                asking.order.storeId(),
                asking.caller.presenceTerminal(),
                asking.reference().ref()));
    }

    private Uni<Answer> answered(Asking asking, OrderWork.Settlement work, LedgerAnswer answer) {
        if (answer instanceof LedgerAnswer.Booked booked && !booked.replayed() && work.booked(booked.entry())) {
            return Uni.createFrom()
                    .item(replays.created(answers.fresh(OrderWork.known(work.settled), work.order.price())));
        }
        return knownOr(
                asking,
                switch (answer) {
                    case LedgerAnswer.Refused refused ->
                        Uni.createFrom().item(new Answer(refused.status(), refused.body(), refused.replayed()));
                    // Somebody credited the bill without an order.
                    case LedgerAnswer.Booked booked ->
                        replays.refuseBooked(asking.request, ProblemCode.ORDER_ALREADY_CREDITED);
                });
    }

    /** The first answer where the same order was settled before; else another one. */
    private Uni<Answer> knownOr(Asking asking, Uni<Answer> other) {
        return table.find(pool, asking.reference().accrualKey())
                .chain(found -> found.filter(order -> isSame(asking, order))
                        .map(order -> Uni.createFrom()
                                .item(replays.again(
                                        order.bill().placed().asked(), asking.asked, answers.settled(order))))
                        .orElse(other));
    }

    private static boolean isSame(Asking asking, StoredOrder order) {
        return order.bill().booked() != null && order.bill().placed().asked().sameContent(asking.asked);
    }

    private Uni<Answer> wait(Asking asking) {
        Set<UUID> changed = ConcurrentHashMap.newKeySet();
        changed.add(asking.memberId);
        return idempotency
                .run(
                        asking.request,
                        connection -> pending.place(
                                connection,
                                asking.reference().accrualKey(),
                                asking.asked,
                                asking.claimant(),
                                changed,
                                () -> prices.charge(asking.question(), question -> reader.read(connection, question))
                                        .map(charge -> pending(asking, charge))))
                .invoke(answer -> {
                    if (answer.status() < 300) points.afterCommit(changed);
                });
    }

    private PendingOrders.Wanted pending(Asking asking, OrderPrices.Charge charge) {
        Programme rules = programme.current();
        requireBelievable(charge, rules.earning());
        Duration open = Duration.ofMinutes(rules.orders().pendingMinutes());
        return new PendingOrders.Wanted(order(asking, charge, asking.now.plus(open)), presence(asking, charge));
    }

    /** What the ledger would not believe once it is paid is not placed either: nobody could settle it. */
    private static void requireBelievable(OrderPrices.Charge charge, Programme.Earning rules) {
        if (charge.price().goodsNetFen() > rules.maxAmountFen()) throw ProblemCode.AMOUNT_TOO_LARGE.with();
    }
}
