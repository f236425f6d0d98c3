package dev.huiyuan.coupon;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.sql.WriteSet;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Tells others of coupons that were used, came back or were taken away. Locks concern nobody else. */
@ApplicationScoped
class CouponAnnouncer {
    private final Outbox outbox;
    private final Json json;
    private final Ids ids;

    CouponAnnouncer(Outbox outbox, Json json, Ids ids) {
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
    }

    /** The events of steps, in their order. */
    List<OutboxEvent> events(List<CouponStep> steps) {
        List<OutboxEvent> events = new ArrayList<>();
        for (CouponStep step : steps) {
            switch (step.type()) {
                case USED -> events.add(event(CouponUsedEvent.TOPIC, step, used(step)));
                case RETURNED -> events.add(event(CouponReturnedEvent.TOPIC, step, returned(step)));
                case REVOKED -> events.add(event(CouponRevokedEvent.TOPIC, step, revoked(step)));
                case ISSUED, LOCKED, RELEASED, EXPIRED, MOVED -> {}
            }
        }
        return events;
    }

    /** Adds events to what a batch writes. */
    void addTo(WriteSet writes, List<OutboxEvent> events) {
        outbox.addTo(writes, events);
    }

    private OutboxEvent event(String topic, CouponStep step, Object event) {
        return new OutboxEvent(ids.next(), topic, step.after().memberId(), json.text(event), step.at());
    }

    private static CouponUsedEvent used(CouponStep step) {
        OwnedCoupon coupon = step.after();
        OwnedCoupon.Use use = Objects.requireNonNull(coupon.use());
        return new CouponUsedEvent(
                coupon.id(),
                coupon.memberId(),
                coupon.templateCode(),
                use.storeId(),
                use.bill(),
                use.discountFen(),
                use.at());
    }

    private static CouponReturnedEvent returned(CouponStep step) {
        OwnedCoupon coupon = step.after();
        return new CouponReturnedEvent(
                coupon.id(),
                coupon.memberId(),
                coupon.templateCode(),
                Objects.requireNonNull(step.ref()),
                coupon.expiresAt(),
                step.at());
    }

    private static CouponRevokedEvent revoked(CouponStep step) {
        OwnedCoupon coupon = step.after();
        return new CouponRevokedEvent(
                coupon.id(),
                coupon.memberId(),
                coupon.templateCode(),
                Objects.requireNonNull(step.reason()),
                step.at());
    }
}
