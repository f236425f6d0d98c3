package dev.huiyuan.order;

import dev.huiyuan.order.OrderBill.Asked;
import dev.huiyuan.order.OrderBill.Booked;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryRef;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Refund;
import dev.huiyuan.points.core.Together;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.points.writer.LedgerWriter;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Refunds, planned on what an order is and booked only while it still is that: where another refund came in between, it is
 * planned anew.
 */
@ApplicationScoped
class OrderRefunds {
    /** How many refunds of one order at once each get through; more are asked to come again. */
    private static final int MAX_TRIES = 30;

    private final OrderAccess access;
    private final OrderTable table;
    private final OrderHashes hashes;
    private final OrderReplays replays;
    private final LedgerWriter ledger;
    private final Pool pool;
    private final Clock clock;
    private final Ids ids;

    OrderRefunds(
            OrderAccess access,
            OrderTable table,
            OrderHashes hashes,
            OrderReplays replays,
            LedgerWriter ledger,
            Pool pool,
            Clock clock,
            Ids ids) {
        this.access = access;
        this.table = table;
        this.hashes = hashes;
        this.replays = replays;
        this.ledger = ledger;
        this.pool = pool;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * Refunds an order, whole or some of its lines.
     *
     * @return the answer, a {@link RefundResponse} where it is booked; problems {@code order-not-found}, {@code
     *     order-pending}, {@code order-not-settled}, {@code line-not-found}, {@code reversal-exceeds-remainder}, {@code
     *     refund-already-booked}, {@code refund-limit-reached}, {@code order-busy}
     */
    Uni<Answer> refund(Caller caller, UUID orderId, RefundOrderRequest refund, IdempotencyRequest request) {
        Asking asking = new Asking(caller, orderId, refund, request, hashes.asked(request, refund));
        return attempt(asking, 1);
    }

    private record Asking(
            Caller caller, UUID orderId, RefundOrderRequest refund, IdempotencyRequest request, Asked asked) {}

    private Uni<Answer> attempt(Asking asking, int number) {
        return access.find(asking.caller, asking.orderId)
                .chain(order -> table.refund(pool, order.bill(), asking.refund.refundRef())
                        .chain(earlier -> earlier.isPresent() ? again(asking, earlier.get()) : plan(asking, order)))
                .onFailure(failure -> number < MAX_TRIES && isBusy(failure))
                .recoverWithUni(() -> attempt(asking, number + 1));
    }

    private static boolean isBusy(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ProblemCode.ORDER_BUSY;
    }

    private Uni<Answer> again(Asking asking, OrderTable.Answered earlier) {
        if (!earlier.asked().sameContent(asking.asked)) {
            return replays.refuse(asking.request, ProblemCode.REFUND_ALREADY_BOOKED.with());
        }
        byte[] body = earlier.answer().getBytes(StandardCharsets.UTF_8);
        return Uni.createFrom().item(replays.again(earlier.asked(), asking.asked, body));
    }

    private Uni<Answer> plan(Asking asking, StoredOrder order) {
        ProblemException refusal = refuse(order.bill());
        if (refusal != null) return replays.refuse(asking.request, refusal);
        return switch (RefundRules.plan(order.bill(), order.lines(), asking.refund.wanted())) {
            case RefundRules.Refused refused -> replays.refuse(asking.request, refused.problem());
            case RefundRules.Plan plan -> book(asking, order, plan);
        };
    }

    private @Nullable ProblemException refuse(OrderBill bill) {
        return switch (bill.stateAt(clock.instant())) {
            case PENDING -> ProblemCode.ORDER_PENDING.with();
            case CANCELLED, TIMED_OUT -> ProblemCode.ORDER_NOT_SETTLED.with();
            case SETTLED, REFUNDED -> null;
        };
    }

    private Uni<Answer> book(Asking asking, StoredOrder order, RefundRules.Plan plan) {
        OrderWork.Refund work =
                new OrderWork.Refund(order, plan, asking.refund, asking.asked, asking.caller.actor(), ids.next());
        Command command = command(asking, order.bill(), plan);
        return ledger.submit(new Submission(command, asking.request, null, null, work))
                .chain(answer -> answered(asking, order, work, answer));
    }

    /** The accrual's lines are not named: units of them come back. */
    private static Command command(Asking asking, OrderBill bill, RefundRules.Plan plan) {
        Booked booked = bill.requireBooked();
        String source = "order:" + bill.id();
        String ref = asking.refund.refundRef();
        String actor = asking.caller.actor();
        Command.ReverseAccrual reversal = new Command.ReverseAccrual(
                booked.accountId(),
                new BusinessKey(source, ref, EntryType.ACCRUAL_REVERSAL),
                actor,
                new EntryRef(booked.accountId(), booked.accrualId()),
                new Refund(plan.earningFen(), List.of(), true),
                asking.refund.reason());
        UUID spendingId = booked.spendingId();
        if (plan.plan().points() == 0 || spendingId == null) return reversal;
        Command.ReverseRedemption back = new Command.ReverseRedemption(
                booked.accountId(),
                new BusinessKey(source, ref, EntryType.REDEMPTION_REVERSAL),
                actor,
                new EntryRef(booked.accountId(), spendingId),
                plan.plan().points(),
                asking.refund.reason());
        return new Together(List.of(back), reversal);
    }

    private Uni<Answer> answered(Asking asking, StoredOrder order, OrderWork.Refund work, LedgerAnswer answer) {
        if (answer instanceof LedgerAnswer.Booked booked && !booked.replayed() && work.booked(booked.entry())) {
            byte[] body = OrderWork.known(work.done).answer().getBytes(StandardCharsets.UTF_8);
            return Uni.createFrom().item(new Answer(201, body, false));
        }
        return table.refund(pool, order.bill(), asking.refund.refundRef())
                .chain(earlier -> earlier.isPresent() ? again(asking, earlier.get()) : refused(asking, answer));
    }

    private Uni<Answer> refused(Asking asking, LedgerAnswer answer) {
        if (answer instanceof LedgerAnswer.Refused refused) {
            return Uni.createFrom().item(new Answer(refused.status(), refused.body(), refused.replayed()));
        }
        // The key was used for something else: there is no refund behind the entry.
        return replays.refuseBooked(asking.request, ProblemCode.REFUND_ALREADY_BOOKED);
    }
}
