package dev.huiyuan.order.pricing;

import java.util.Locale;

/** Why something is not on a bill. */
public enum Reason {
    /** The caller may not know or not use it: nobody is present, or it is somebody else's. */
    UNKNOWN,
    /** It was used already. */
    USED,
    /** It has expired. */
    EXPIRED,
    /** Its time has not come. */
    NOT_YET_VALID,
    /** Another order has reserved it. */
    RESERVED,
    /** It was revoked. */
    REVOKED,
    /** Other stores take it. */
    OTHER_STORE,
    /** Other channels take it. */
    OTHER_CHANNEL,
    /** It holds on other days or at other hours. */
    OTHER_HOURS,
    /** The member's tier is too low. */
    TIER_TOO_LOW,
    /** There is nothing on the bill that it is for. */
    NOTHING_TO_TAKE_OFF,
    /** What it is for does not cost enough. */
    THRESHOLD_NOT_MET,
    /** Another coupon that is used does not allow it. */
    NOT_COMBINABLE,
    /** A discount that is better does not allow it. */
    NOT_WITH_DISCOUNT,
    /** The bill would not be lower with it. */
    NOT_NEEDED,
    /** The search was stopped before it could be ruled out or in. */
    NOT_TRIED,
    /** A higher discount counts instead. */
    LOWER_DISCOUNT,
    /** It gives way to coupons that take off more and do not allow it. */
    GIVES_WAY,
    /** There are fewer points than that. */
    POINTS_INSUFFICIENT,
    /** Points pay no more than their share of a bill. */
    POINTS_OVER_LIMIT;

    /** The code as clients see it, such as {@code threshold-not-met}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
