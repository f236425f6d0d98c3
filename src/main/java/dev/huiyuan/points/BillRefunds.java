package dev.huiyuan.points;

import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Whether a bill's points may be refunded by themselves. */
@ApplicationScoped
class BillRefunds {
    private final List<OrdersOfBills> orders;

    BillRefunds(@All List<OrdersOfBills> orders) {
        this.orders = orders;
    }

    /** Problem {@code bill-is-order} for what an order booked; empty for what may be refunded here. */
    Uni<Optional<ProblemException>> refusalOf(LedgerEntry entry) {
        Uni<Optional<UUID>> order = Uni.createFrom().item(Optional.empty());
        for (OrdersOfBills one : orders) {
            order = order.chain(found -> found.isPresent() ? Uni.createFrom().item(found) : one.orderOf(entry));
        }
        return order.map(found -> found.map(ProblemCode.BILL_IS_ORDER::with));
    }
}
