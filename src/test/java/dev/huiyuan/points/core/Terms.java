package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of a programme that the ledger's rules depend on.
 *
 * @param expiry when points expire
 * @param months the months for it
 * @param reversal what happens when the balance does not cover a reversal
 * @param rounding how fractions are rounded
 * @param combination how several multipliers become one
 * @param perOrder what one order earns at most, in points
 * @param perDay what the orders of one day earn at most, in points
 * @param graceDays how long points of an expired lot live that return
 */
record Terms(
        Programme.Expiry expiry,
        int months,
        Programme.ReversalPolicy reversal,
        Programme.Rounding rounding,
        Programme.Combination combination,
        @Nullable Long perOrder,
        @Nullable Long perDay,
        int graceDays) {
    static final int GIFTS_PER_DAY = 5;
    static final long GIFT_POINTS_PER_DAY = 2_000;

    static final Terms PLAIN = new Terms(
            Programme.Expiry.NONE,
            0,
            Programme.ReversalPolicy.ALLOW_DEBT,
            Programme.Rounding.FLOOR,
            Programme.Combination.HIGHEST,
            null,
            null,
            30);

    Terms expiring(Programme.Expiry when, int after) {
        return new Terms(when, after, reversal, rounding, combination, perOrder, perDay, graceDays);
    }

    Terms reversing(Programme.ReversalPolicy policy) {
        return new Terms(expiry, months, policy, rounding, combination, perOrder, perDay, graceDays);
    }

    Terms rounding(Programme.Rounding how) {
        return new Terms(expiry, months, reversal, how, combination, perOrder, perDay, graceDays);
    }

    Terms combining(Programme.Combination how) {
        return new Terms(expiry, months, reversal, rounding, how, perOrder, perDay, graceDays);
    }

    Terms capped(@Nullable Long order, @Nullable Long day) {
        return new Terms(expiry, months, reversal, rounding, combination, order, day, graceDays);
    }

    Terms grace(int days) {
        return new Terms(expiry, months, reversal, rounding, combination, perOrder, perDay, days);
    }

    Programme programme() {
        return new Programme(
                ZoneId.of("Asia/Shanghai"),
                new Programme.Earning(1, 100_000_000, 600, 7, rounding, combination, perOrder, perDay),
                new Programme.Points(
                        expiry,
                        months,
                        reversal,
                        graceDays,
                        100,
                        15,
                        24,
                        15,
                        5_000,
                        new Programme.Transfers(GIFT_POINTS_PER_DAY, GIFTS_PER_DAY)),
                List.of(),
                new Programme.TierRules(
                        Programme.Window.RUNNING_YEAR, Programme.Basis.SPEND, 30, Programme.TierRefunds.AT_EVALUATION),
                new Programme.Registration("W", List.of(), 14),
                new Programme.Birthday(200, 7, 300, Map.of(), List.of()),
                List.of(),
                Programme.Combination.HIGHEST,
                new Programme.Orders(50, 15, 10),
                Map.of());
    }
}
