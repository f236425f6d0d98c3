package dev.huiyuan.order;

import dev.huiyuan.order.OrderBill.Amounts;
import dev.huiyuan.order.OrderBill.Placed;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What orders ask of the ledger. */
@ApplicationScoped
class OrderCommands {
    static final String REASON = "ORDER";
    private static final String SOURCE = "order";

    private final ProgrammeService programme;

    OrderCommands(ProgrammeService programme) {
        this.programme = programme;
    }

    /** An order earns points, under the same business keys as an accrual without an order. */
    Command.Accrue accrual(
            UUID memberId, BillNames bill, Placed placed, Amounts amounts, List<BillLine> lines, String actor) {
        Duration pending = Duration.ofDays(programme.current().points().pendingDays());
        return new Command.Accrue(
                memberId,
                bill.key(),
                bill.alias(),
                actor,
                amounts.earningFen(),
                NewOrder.earning(lines),
                placed.occurredAt(),
                placed.mayBeCancelled() ? placed.occurredAt().plus(pending) : null,
                placed.channel(),
                placed.storeId(),
                placed.reference().orderRef(),
                programme.current().earning().staffBackdatingDays());
    }

    /**
     * An order is paid with points. The entry names no bill: it is taken back with the order only, and not by itself.
     */
    static Command.Redeem redemption(UUID memberId, UUID orderId, Placed placed, Amounts amounts, String actor) {
        return new Command.Redeem(
                memberId,
                new BusinessKey(SOURCE, orderId.toString(), EntryType.REDEMPTION),
                actor,
                amounts.points(),
                REASON,
                placed.storeId(),
                null);
    }

    /** Points are set aside for an order until its time is over. */
    static Command.Hold hold(UUID memberId, UUID orderId, Placed placed, Amounts amounts, Instant until, String actor) {
        return new Command.Hold(
                memberId,
                new BusinessKey(SOURCE, orderId.toString(), EntryType.HOLD),
                actor,
                amounts.points(),
                REASON,
                placed.storeId(),
                null,
                until);
    }

    /** Problem {@code payments-do-not-add-up} where payments are not what is to be paid; null where they are. */
    static @Nullable ProblemException refusePayments(long payableFen, List<PaymentReport> payments) {
        long paidFen = PaymentReport.sum(payments);
        if (paidFen == payableFen) return null;
        return ProblemCode.PAYMENTS_DO_NOT_ADD_UP.with(
                yuan(payableFen), yuan(paidFen), yuan(Math.abs(payableFen - paidFen)));
    }

    private static String yuan(long fen) {
        return BigDecimal.valueOf(fen, 2).toPlainString();
    }
}
