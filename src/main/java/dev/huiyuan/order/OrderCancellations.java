package dev.huiyuan.order;

import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Gives pending orders up. */
@ApplicationScoped
class OrderCancellations {
    private final PendingOrders orders;
    private final PointsLedger points;
    private final Idempotency idempotency;

    OrderCancellations(PendingOrders orders, PointsLedger points, Idempotency idempotency) {
        this.orders = orders;
        this.points = points;
        this.idempotency = idempotency;
    }

    /** Gives a pending order up; see {@link PendingOrders#cancel}. */
    Uni<Answer> cancel(Caller caller, UUID orderId, CancelOrderRequest cancellation, IdempotencyRequest request) {
        Set<UUID> changed = ConcurrentHashMap.newKeySet();
        return idempotency
                .run(request, connection -> orders.cancel(connection, caller, orderId, cancellation.reason(), changed))
                .invoke(() -> points.afterCommit(changed));
    }
}
