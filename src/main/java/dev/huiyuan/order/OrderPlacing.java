package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders;
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
import io.vertx.mutiny.sqlclient.SqlClient;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
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
    private final OrderCommands commands;
    private final OrderUses uses;
    private final PendingOrders pending;
    private final OrderTable table;
    private final OrderHashes hashes;
    private final OrderReplays replays;
    private final OrderAnswers answers;
    private final OrderBlockers blockers;
    private final BenefitsOfOrders benefits;
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
            OrderCommands commands,
            OrderUses uses,
            PendingOrders pending,
            OrderTable table,
            OrderHashes hashes,
            OrderReplays replays,
            OrderAnswers answers,
            OrderBlockers blockers,
            BenefitsOfOrders benefits,
            PointsLedger points,
            Idempotency idempotency,
            ProgrammeService programme,
            Pool pool,
            Json json,
            Clock clock,
            Ids ids) {
        this.prices = prices;
        this.reader = reader;
        this.commands = commands;
        this.uses = uses;
        this.pending = pending;
        this.table = table;
        this.hashes = hashes;
        this.replays = replays;
        this.answers = answers;
        this.blockers = blockers;
        this.benefits = benefits;
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
            LocalDate day,
            Instant now) {
        BillNames bill() {
            return new BillNames(reference(), day);
        }

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
        LocalDate day = LocalDate.ofInstant(occurredAt, programme.zone());
        OrderTimes.refuseFar(order.businessDate(), day);
        Asked asked = hashes.asked(request, memberId, order, order.businessDate());
        return new Asking(caller, memberId, order, request, asked, occurredAt, day, now);
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
                .deferred(() -> prices.charge(asking.question(), question -> facts(asking, question)))
                .chain(charge -> book(asking, charge))
                .onFailure(ProblemException.class)
                .recoverWithUni(failure -> refused(asking, failure));
    }

    /** A quote is compared with all that it rested on; what is only named is decided when it is used. */
    private Uni<BillFacts> facts(Asking asking, BillReader.Question question) {
        return asking.order.quoteId() == null
                ? reader.read(question.toSettle())
                : own(pool, asking, question, reader.read(question));
    }

    private Uni<Answer> book(Asking asking, OrderPrices.Charge charge) {
        ProblemException unpaid = OrderCommands.refusePayments(charge.price().payableFen(), asking.order.reported());
        if (unpaid != null) throw unpaid;
        NewOrder order = order(asking, charge, null);
        OrderWork.Settlement work = new OrderWork.Settlement(asking.bill(), order);
        Submission submission = new Submission(
                command(asking.bill(), order),
                asking.request,
                presence(asking, charge).orElse(null),
                null,
                work);
        return blockers.submit(submission, work, asking.claimant()).chain(answer -> answered(asking, work, answer));
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
        UUID id = ids.next();
        OrderUses.Buyer buyer = new OrderUses.Buyer(id, asking.memberId);
        return new NewOrder(
                id,
                asking.memberId,
                placed,
                charge.price(),
                json.text(charge.price()),
                BillLine.of(charge.price()),
                asking.order.reported(),
                uses.of(buyer, placed.occurring(charge.at()), charge.price(), asking.caller, asking.now));
    }

    private Command command(BillNames bill, NewOrder order) {
        OrderBill.Amounts amounts = OrderBill.Amounts.of(order.price());
        Placed placed = order.placed();
        Command.Accrue accrual =
                commands.accrual(order.memberId(), bill, placed, amounts, order.lines(), placed.actor());
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
        return table.find(pool, asking.bill())
                .chain(found -> found.filter(order -> isSame(asking, order))
                        .map(order -> again(asking, order))
                        .orElse(other));
    }

    /** A bill that is settled is known before anything else: a quote of it has changed, because it was used. */
    private Uni<Answer> refused(Asking asking, Throwable failure) {
        return table.find(pool, asking.bill())
                .chain(found -> found.filter(order -> order.bill().booked() != null)
                        .map(order -> isSame(asking, order)
                                ? again(asking, order)
                                : replays.refuse(asking.request, ProblemCode.ORDER_ALREADY_PLACED.with()))
                        .orElseGet(() -> replays.refuse(asking.request, failure)));
    }

    private Uni<Answer> again(Asking asking, StoredOrder order) {
        Asked first = order.bill().placed().asked();
        return Uni.createFrom().item(replays.again(first, asking.asked, answers.settled(order)));
    }

    private boolean isSame(Asking asking, StoredOrder order) {
        return order.bill().booked() != null
                && order.bill().placed().asked().sameContent(askedFor(asking, order.bill()));
    }

    /** What is asked for, told with the business date of the bill that is known. */
    private Asked askedFor(Asking asking, OrderBill known) {
        return hashes.asked(
                asking.request,
                asking.memberId,
                asking.order,
                known.placed().reference().businessDate());
    }

    private Uni<Answer> wait(Asking asking) {
        Set<UUID> changed = ConcurrentHashMap.newKeySet();
        changed.add(asking.memberId);
        return idempotency
                .run(
                        asking.request,
                        connection -> pending.place(
                                connection,
                                asking.bill(),
                                known -> askedFor(asking, known),
                                asking.claimant(),
                                changed,
                                () -> prices.charge(
                                                asking.question(),
                                                question -> own(
                                                        connection,
                                                        asking,
                                                        question,
                                                        reader.read(connection, question)))
                                        .map(charge -> pending(asking, charge))))
                .invoke(answer -> {
                    if (answer.status() < 300) points.afterCommit(changed);
                });
    }

    /** What a till has recorded for the very bill can be the order's. */
    private Uni<BillFacts> own(SqlClient client, Asking asking, BillReader.Question question, Uni<BillFacts> reading) {
        return reading.chain(facts -> facts.usedToday().isEmpty()
                ? Uni.createFrom().item(facts)
                : benefits.recordedFor(client, asking.memberId, asking.reference(), question.day())
                        .map(facts::without));
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
