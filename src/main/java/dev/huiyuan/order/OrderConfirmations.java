package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders.OrderUse;
import dev.huiyuan.order.OrderBill.Asked;
import dev.huiyuan.order.OrderBill.Placed;
import dev.huiyuan.points.OrderTimes;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Together;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * Settles pending orders that were paid, at the price that they were placed with. One whose time is over settles too, if its
 * coupons, points and benefits are still there; else the answer says what is missing.
 */
@ApplicationScoped
class OrderConfirmations {
    private static final int MAX_TRIES = 5;

    private final OrderAccess access;
    private final OrderHashes hashes;
    private final OrderReplays replays;
    private final OrderAnswers answers;
    private final OrderCommands commands;
    private final OrderUses uses;
    private final OrderBlockers blockers;
    private final OrderTable table;
    private final ProgrammeService programme;
    private final Pool pool;
    private final Clock clock;

    OrderConfirmations(
            OrderAccess access,
            OrderHashes hashes,
            OrderReplays replays,
            OrderAnswers answers,
            OrderCommands commands,
            OrderUses uses,
            OrderBlockers blockers,
            OrderTable table,
            ProgrammeService programme,
            Pool pool,
            Clock clock) {
        this.access = access;
        this.hashes = hashes;
        this.replays = replays;
        this.answers = answers;
        this.commands = commands;
        this.uses = uses;
        this.blockers = blockers;
        this.table = table;
        this.programme = programme;
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Settles a pending order.
     *
     * @return the answer, an {@link OrderResponse} where it is settled; problems {@code order-not-found}, {@code
     *     order-not-pending}, {@code payments-do-not-add-up}, after its time also what is missing
     */
    Uni<Answer> confirm(Caller caller, UUID orderId, ConfirmOrderRequest paid, IdempotencyRequest request) {
        Asking asking = new Asking(caller, orderId, paid, request, hashes.asked(request, paid));
        return attempt(asking, 1);
    }

    private record Asking(
            Caller caller, UUID orderId, ConfirmOrderRequest paid, IdempotencyRequest request, Asked asked) {}

    private Uni<Answer> attempt(Asking asking, int number) {
        return access.find(asking.caller, asking.orderId)
                .chain(order -> confirm(asking, order))
                .onFailure(failure -> number < MAX_TRIES && isBusy(failure))
                .recoverWithUni(() -> attempt(asking, number + 1));
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ProblemCode.ORDER_BUSY;
    }

    private Uni<Answer> confirm(Asking asking, StoredOrder order) {
        Asked earlier = order.bill().confirmation();
        if (earlier != null && earlier.sameContent(asking.asked)) {
            return Uni.createFrom().item(replays.again(earlier, asking.asked, answers.settled(order)));
        }
        OrderState state = order.bill().state();
        if (state != OrderState.PENDING && state != OrderState.TIMED_OUT) {
            return replays.refuse(asking.request, ProblemCode.ORDER_NOT_PENDING.with());
        }
        ProblemException unpaid =
                OrderCommands.refusePayments(order.bill().amounts().paidFen(), asking.paid.payments());
        return unpaid == null ? settle(asking, order) : replays.refuse(asking.request, unpaid);
    }

    private Uni<Answer> settle(Asking asking, StoredOrder order) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        OrderBill bill = order.bill();
        boolean late = bill.isLate(now);
        Placed placed = bill.placed()
                .occurring(
                        asking.paid.occurredAt() == null
                                ? now
                                : OrderTimes.of(asking.paid.occurredAt(), "/occurredAt"));
        // Until a job has marked it, an order that ran out of time still has its uses.
        List<OrderUse> again = bill.state() == OrderState.TIMED_OUT
                ? uses.again(bill, answers.price(bill), asking.caller, now)
                : List.of();
        return heirs(bill, late)
                .map(heirs -> new OrderWork.Confirmation(
                        names(bill),
                        order,
                        late,
                        asking.paid.payments(),
                        placed,
                        asking.asked,
                        asking.caller.actor(),
                        again,
                        heirs))
                .chain(work -> book(asking, work));
    }

    /** Its day is that on which it was placed. */
    private BillNames names(OrderBill bill) {
        return BillNames.of(bill.placed().reference(), bill.placed().occurredAt(), programme.zone());
    }

    /** A coupon that nobody keeps any more may have gone with the person. */
    private Uni<List<UUID>> heirs(OrderBill bill, boolean late) {
        return late && !bill.couponIds().isEmpty()
                ? table.heirs(pool, bill.memberId())
                : Uni.createFrom().item(List.of());
    }

    private Uni<Answer> book(Asking asking, OrderWork.Confirmation work) {
        OrderBill bill = work.before.bill();
        Submission submission = new Submission(command(asking, work), asking.request, null, null, work);
        OrderBlockers.Claimant claimant = new OrderBlockers.Claimant(bill.memberId(), asking.caller.actor(), true);
        return blockers.submit(submission, work, claimant).chain(answer -> answered(asking, work, answer));
    }

    private Command command(Asking asking, OrderWork.Confirmation work) {
        OrderBill bill = work.before.bill();
        String actor = asking.caller.actor();
        Command.Accrue accrual =
                commands.accrual(bill.memberId(), work.bill, work.placed, bill.amounts(), work.before.lines(), actor);
        if (bill.amounts().points() == 0) return accrual;
        Command spending = work.late
                ? OrderCommands.redemption(bill.memberId(), bill.id(), work.placed, bill.amounts(), actor)
                : new Command.Capture(
                        bill.memberId(),
                        new BusinessKey(
                                "hold", Objects.requireNonNull(bill.holdId()).toString(), EntryType.CAPTURE),
                        actor,
                        bill.holdId(),
                        null);
        return new Together(List.of(spending), accrual);
    }

    private Uni<Answer> answered(Asking asking, OrderWork.Confirmation work, LedgerAnswer answer) {
        if (answer instanceof LedgerAnswer.Booked booked && !booked.replayed() && work.booked(booked.entry())) {
            return Uni.createFrom().item(replays.created(answers.settled(OrderWork.known(work.settled))));
        }
        return access.find(asking.caller, asking.orderId).chain(order -> replayed(asking, order, answer));
    }

    private Uni<Answer> replayed(Asking asking, StoredOrder order, LedgerAnswer answer) {
        Asked earlier = order.bill().confirmation();
        if (earlier != null && earlier.sameContent(asking.asked)) {
            return Uni.createFrom().item(replays.again(earlier, asking.asked, answers.settled(order)));
        }
        if (answer instanceof LedgerAnswer.Refused refused) {
            return Uni.createFrom().item(new Answer(refused.status(), refused.body(), refused.replayed()));
        }
        // Somebody credited the bill without the order.
        return replays.refuseBooked(asking.request, ProblemCode.ORDER_ALREADY_CREDITED);
    }
}
