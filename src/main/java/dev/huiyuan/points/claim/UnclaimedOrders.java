package dev.huiyuan.points.claim;

import dev.huiyuan.points.OrderLineRequest;
import dev.huiyuan.points.OrderTimes;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Done;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Takes reports of orders that nobody showed a code for. */
@ApplicationScoped
class UnclaimedOrders {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final UnclaimedOrderTable orders;
    private final Idempotency idempotency;
    private final ProgrammeService programme;
    private final ClaimConfig config;
    private final Clock clock;

    UnclaimedOrders(
            UnclaimedOrderTable orders,
            Idempotency idempotency,
            ProgrammeService programme,
            ClaimConfig config,
            Clock clock) {
        this.orders = orders;
        this.idempotency = idempotency;
        this.programme = programme;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes a report.
     *
     * @return 201, or 200 with the first one where the order was reported before; problems {@code store-not-allowed},
     *     {@code store-unknown}, {@code order-already-reported} for other content, {@code order-already-credited},
     *     {@code occurred-at-in-future}, {@code occurred-at-too-old},
     *     {@code business-date-out-of-range}, {@code amount-too-large}, {@code lines-do-not-add-up}
     */
    Uni<Answer> report(Caller caller, UnclaimedOrderRequest request, IdempotencyRequest key) {
        if (!caller.mayActFor(request.storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return idempotency.run(key, connection -> report(connection, caller, request));
    }

    private Uni<Done> report(SqlConnection connection, Caller caller, UnclaimedOrderRequest request) {
        programme.requireStore(request.storeId());
        Instant occurredAt = OrderTimes.of(request.occurredAt(), "/occurredAt");
        OrderTimes.refuseFar(request.businessDate(), LocalDate.ofInstant(occurredAt, programme.zone()));
        UnclaimedOrder order = new UnclaimedOrder(
                request.reference(),
                request.channel(),
                request.amountFen(),
                occurredAt,
                OrderLineRequest.lines(request.lines(), request.amountFen()),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        return orders.insert(connection, order, caller.actor())
                .chain(isNew -> isNew ? accept(connection, order) : repeat(connection, order));
    }

    private Uni<Done> accept(SqlConnection connection, UnclaimedOrder order) {
        refuseUnbelievable(order);
        LocalDate day = LocalDate.ofInstant(order.occurredAt(), programme.zone());
        return orders.isCredited(connection, order.reference(), day).map(credited -> {
            if (credited) throw ProblemCode.ORDER_ALREADY_CREDITED.with();
            return done(CREATED, order);
        });
    }

    private Uni<Done> repeat(SqlConnection connection, UnclaimedOrder order) {
        return orders.read(connection, order.reference()).map(found -> {
            UnclaimedOrder first = found.orElseThrow(ProblemCode.ORDER_ALREADY_REPORTED::with);
            if (!first.saysTheSame(order)) throw ProblemCode.ORDER_ALREADY_REPORTED.with();
            return done(OK, first);
        });
    }

    /** What an accrual would refuse as well. */
    private void refuseUnbelievable(UnclaimedOrder order) {
        Programme.Earning rules = programme.current().earning();
        Instant now = order.reportedAt();
        OrderTimes.refuseFuture(order.occurredAt(), now, rules);
        if (order.occurredAt().isBefore(now.minus(Duration.ofDays(rules.staffBackdatingDays())))) {
            throw ProblemCode.OCCURRED_AT_TOO_OLD.with(rules.staffBackdatingDays());
        }
        if (order.amountFen() > rules.maxAmountFen()) throw ProblemCode.AMOUNT_TOO_LARGE.with();
    }

    private Done done(int status, UnclaimedOrder order) {
        return new Done(status, UnclaimedOrderResponse.of(order, config.claimableFor(), programme.zone()));
    }
}
