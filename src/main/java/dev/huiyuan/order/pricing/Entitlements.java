package dev.huiyuan.order.pricing;

import dev.huiyuan.programme.Programme;
import java.util.List;

/**
 * What a member may take off a bill at its moment.
 *
 * @param discounts the tier's discount and those of the calendar's days, none of 0 percent
 * @param combination how several discounts become one
 * @param freeItems what comes free with the bill
 * @param deals the member's coupons, also those that cannot be used: the price says why
 * @param points what points can pay
 */
public record Entitlements(
        List<Discount> discounts,
        Programme.Combination combination,
        List<FreeItem> freeItems,
        List<Deal> deals,
        PointsTerms points) {
    /** Nothing at all. */
    public static final Entitlements NONE = new Entitlements(
            List.of(), Programme.Combination.HIGHEST, List.of(), List.of(), new PointsTerms(0, 100, 0));

    public Entitlements {
        discounts = List.copyOf(discounts);
        freeItems = List.copyOf(freeItems);
        deals = List.copyOf(deals);
    }

    /** Where a discount comes from. */
    public enum Origin {
        TIER,
        /** A day of the calendar, such as the member day. */
        OCCASION
    }

    /**
     * A percentage off all goods.
     *
     * @param origin where it comes from
     * @param code the benefit's code, such as {@code tier-discount:gold} or {@code discount:member-day}
     * @param name for people
     * @param percent how much, 1 to 100
     */
    public record Discount(Origin origin, String code, String name, int percent) {}

    /**
     * What comes free once a day.
     *
     * @param code the benefit's code, such as {@code free-item:member-day}
     * @param name the occasion's, for people
     * @param item what comes free, for people
     */
    public record FreeItem(String code, String name, String item) {}

    /**
     * What points can pay.
     *
     * @param available how many there are
     * @param perYuan how many pay one yuan
     * @param maxPercent how much of what is left to pay they pay at most, in percent
     */
    public record PointsTerms(long available, int perYuan, int maxPercent) {}
}
