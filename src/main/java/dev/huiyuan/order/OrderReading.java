package dev.huiyuan.order;

import dev.huiyuan.shared.caller.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Shows orders. */
@ApplicationScoped
class OrderReading {
    private final OrderAccess access;
    private final OrderTable table;
    private final OrderAnswers answers;
    private final Pool pool;
    private final Clock clock;

    OrderReading(OrderAccess access, OrderTable table, OrderAnswers answers, Pool pool, Clock clock) {
        this.access = access;
        this.table = table;
        this.answers = answers;
        this.pool = pool;
        this.clock = clock;
    }

    /** An order with its refunds; problem {@code order-not-found}. */
    Uni<OrderResponse> order(Caller caller, UUID id) {
        return access.find(caller, id)
                .chain(order -> table.refunds(pool, order.bill())
                        .map(refunds -> answers.current(order, refunds, clock.instant())));
    }
}
