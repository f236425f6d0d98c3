package dev.huiyuan.order.pricing;

import java.util.UUID;

/** Where things on a bill come from. */
final class Sources {
    private Sources() {}

    static Price.Source of(Deal deal) {
        return new Price.Source(type(deal.kind()), deal.templateCode(), deal.couponId(), deal.name());
    }

    static Price.Source of(Entitlements.Discount discount) {
        Price.Type type =
                discount.origin() == Entitlements.Origin.TIER ? Price.Type.TIER_DISCOUNT : Price.Type.OCCASION_DISCOUNT;
        return new Price.Source(type, discount.code(), null, discount.name());
    }

    /** A coupon that is not known. */
    static Price.Source unknown(UUID couponId) {
        return new Price.Source(Price.Type.COUPON, "", couponId, "");
    }

    static Price.Source freeItem(String code) {
        return new Price.Source(Price.Type.FREE_ITEM, code, null, "");
    }

    private static Price.Type type(Deal.Kind kind) {
        return switch (kind) {
            case EXCHANGE -> Price.Type.EXCHANGE_COUPON;
            case UPGRADE -> Price.Type.UPGRADE_COUPON;
            case AMOUNT, PERCENTAGE -> Price.Type.COUPON;
            case DELIVERY -> Price.Type.DELIVERY_COUPON;
        };
    }
}
