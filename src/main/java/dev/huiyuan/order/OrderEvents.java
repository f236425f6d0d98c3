package dev.huiyuan.order;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.sql.WriteSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Tells what became of orders. */
@ApplicationScoped
class OrderEvents {
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;

    OrderEvents(Outbox outbox, Json json, Ids ids) {
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
    }

    /** Adds what a batch did to what it writes. */
    void addTo(
            WriteSet writes,
            List<StoredOrder> placed,
            List<StoredOrder> confirmed,
            List<StoredRefund> refunded,
            Instant now) {
        List<OutboxEvent> events = new ArrayList<>();
        placed.forEach(order -> events.add(event(OrderEvent.SETTLED, order.bill(), null, now)));
        confirmed.forEach(order -> events.add(event(OrderEvent.SETTLED, order.bill(), null, now)));
        refunded.forEach(refund -> events.add(event(OrderEvent.REFUNDED, refund.after(), refund.id(), now)));
        outbox.addTo(writes, events);
    }

    /** Adds one kind of event about some orders. */
    void addTo(WriteSet writes, String topic, List<OrderBill> bills, Instant now) {
        outbox.addTo(
                writes,
                bills.stream().map(bill -> event(topic, bill, null, now)).toList());
    }

    private OutboxEvent event(String topic, OrderBill bill, @Nullable UUID refundId, Instant now) {
        return new OutboxEvent(ids.next(), topic, bill.memberId(), json.text(OrderEvent.of(bill, refundId)), now);
    }
}
