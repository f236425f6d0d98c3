package dev.huiyuan.order.pricing;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A coupon that may be used on a bill. What does not depend on the basket (state, store, channel, hours, tier) has been
 * judged already.
 *
 * @param couponId the coupon
 * @param templateCode its template's code
 * @param name its name for people
 * @param kind what it gives
 * @param amountOffFen what {@link Kind#AMOUNT} takes off, in fen; 0 for the others
 * @param thresholdFen from which amount on, in fen; 0 for none
 * @param percentOff what {@link Kind#PERCENTAGE} takes off, in percent; 0 for the others
 * @param capFen what it takes off at most, in fen; {@link Long#MAX_VALUE} without a cap
 * @param dishCodes the dishes that it is for; with no categories either, all
 * @param categoryCodes the categories that it is for
 * @param stacking what it may be combined with
 * @param expiresAt when it ends: of equals the soonest one is used
 * @param refusal why it cannot be used whatever the basket; null where it can
 */
public record Deal(
        UUID couponId,
        String templateCode,
        String name,
        Kind kind,
        long amountOffFen,
        long thresholdFen,
        int percentOff,
        long capFen,
        Set<String> dishCodes,
        Set<String> categoryCodes,
        Stacking stacking,
        Instant expiresAt,
        @Nullable Reason refusal) {
    /** What a coupon gives. */
    public enum Kind {
        /** One unit of a dish. */
        EXCHANGE,
        /** What a larger size of one unit costs. */
        UPGRADE,
        /** An amount off the goods. */
        AMOUNT,
        /** A percentage off the goods. */
        PERCENTAGE,
        /** The delivery fee. */
        DELIVERY;

        /** In which step on a bill it takes something off. */
        int step() {
            return switch (this) {
                case EXCHANGE -> 0;
                case UPGRADE -> 1;
                case AMOUNT, PERCENTAGE -> 2;
                case DELIVERY -> 3;
            };
        }

        /** Whether it is for a single unit, before all discounts. */
        boolean isForUnit() {
            return this == EXCHANGE || this == UPGRADE;
        }
    }

    /**
     * What a coupon may be combined with on one bill.
     *
     * @param exclusive whether it is the only coupon
     * @param group of which at most one is used; {@link #ANY_NUMBER} for one without such a limit
     * @param withTierDiscount whether it may be used together with the tier's discount
     * @param withMemberDay whether it may be used together with the discount of a day
     */
    public record Stacking(boolean exclusive, String group, boolean withTierDiscount, boolean withMemberDay) {
        /** The group that has no limit. */
        public static final String ANY_NUMBER = "FREE";

        /** Whether it and another one may be on one bill. */
        public boolean allows(Stacking other) {
            if (exclusive || other.exclusive) return false;
            return group.equals(ANY_NUMBER) || !group.equals(other.group);
        }
    }

    public Deal {
        dishCodes = Set.copyOf(dishCodes);
        categoryCodes = Set.copyOf(categoryCodes);
        if (amountOffFen < 0 || thresholdFen < 0 || capFen < 0) throw new IllegalArgumentException("a negative amount");
        if (percentOff < 0 || percentOff > 100) throw new IllegalArgumentException("percent");
    }

    /** Whether it is for a line. */
    boolean covers(BasketLine line) {
        if (dishCodes.isEmpty() && categoryCodes.isEmpty()) return true;
        return dishCodes.contains(line.dishCode())
                || line.categoryCode() != null && categoryCodes.contains(line.categoryCode());
    }
}
