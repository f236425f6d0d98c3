package dev.huiyuan.coupon;

import org.jspecify.annotations.Nullable;

/**
 * What a coupon may be combined with on one bill.
 *
 * @param exclusive whether no other coupon may be used besides
 * @param group at most one coupon of a group is used, except of {@link #FREE}; others of other groups may be
 * @param withTierDiscount whether it may be combined with the tier's discount
 * @param withMemberDay whether it may be combined with the member day and other occasions' discount
 */
public record CouponStacking(boolean exclusive, String group, boolean withTierDiscount, boolean withMemberDay) {
    /** The group of which any number is used: by default exchanges and upgrades. */
    public static final String FREE = "FREE";
    /** By default what takes off an amount or a percentage. */
    public static final String DISCOUNT = "DISCOUNT";
    /** By default what takes off the delivery fee. */
    public static final String DELIVERY = "DELIVERY";

    /** What holds where a template says nothing. */
    public static CouponStacking ofKind(CouponKind kind) {
        return new CouponStacking(false, defaultGroup(kind), true, true);
    }

    /** The group of a template, or else of its kind. */
    static String groupOf(@Nullable String group, CouponKind kind) {
        return group == null ? defaultGroup(kind) : group;
    }

    private static String defaultGroup(CouponKind kind) {
        return switch (kind) {
            case AMOUNT, THRESHOLD, PERCENTAGE -> DISCOUNT;
            case EXCHANGE, DRINK_UPGRADE -> FREE;
            case FREE_DELIVERY -> DELIVERY;
        };
    }

    /** Whether two coupons may be used on one bill. */
    public boolean allows(CouponStacking other) {
        if (exclusive || other.exclusive) return false;
        return group.equals(FREE) || !group.equals(other.group);
    }
}
