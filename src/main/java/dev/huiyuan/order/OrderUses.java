package dev.huiyuan.order;

import dev.huiyuan.benefit.BenefitsOfOrders.OrderUse;
import dev.huiyuan.order.OrderBill.Placed;
import dev.huiyuan.order.pricing.Entitlements;
import dev.huiyuan.order.pricing.Price;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.id.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which uses of benefits an order is. */
@ApplicationScoped
class OrderUses {
    private final ProgrammeService programme;
    private final Ids ids;

    OrderUses(ProgrammeService programme, Ids ids) {
        this.programme = programme;
        this.ids = ids;
    }

    /** An order and whose it is. */
    record Buyer(UUID orderId, UUID memberId) {}

    /** The uses of an order at a price: what comes free once a day, the day's and the tier's discounts once a bill. */
    List<OrderUse> of(Buyer buyer, Placed placed, Price price, Caller caller, Instant now) {
        List<OrderUse> uses = new ArrayList<>();
        for (Entitlements.FreeItem item : price.freeItems()) {
            uses.add(use(buyer, placed, item.code(), null, caller, now));
        }
        for (Price.Applied one : price.applied()) {
            boolean benefit = switch (one.source().type()) {
                case TIER_DISCOUNT, OCCASION_DISCOUNT -> true;
                case EXCHANGE_COUPON, UPGRADE_COUPON, COUPON, DELIVERY_COUPON, FREE_ITEM, POINTS -> false;
            };
            if (benefit) uses.add(use(buyer, placed, one.source().code(), one.fen(), caller, now));
        }
        return uses;
    }

    /** The same uses once more, for an order whose first ones were reversed when its time was over. */
    List<OrderUse> again(OrderBill bill, Price price, Caller caller, Instant now) {
        return of(new Buyer(bill.id(), bill.memberId()), bill.placed(), price, caller, now);
    }

    private OrderUse use(Buyer buyer, Placed placed, String benefit, @Nullable Long fen, Caller caller, Instant now) {
        ProgrammeVersion version = programme.at(placed.occurredAt());
        return new OrderUse(
                ids.next(),
                buyer.orderId,
                buyer.memberId,
                benefit,
                LocalDate.ofInstant(placed.occurredAt(), version.rules().zone()),
                version.version(),
                placed.reference(),
                caller.presenceTerminal(),
                caller.actor(),
                fen,
                now);
    }
}
