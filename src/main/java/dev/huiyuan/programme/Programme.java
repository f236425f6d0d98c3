package dev.huiyuan.programme;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One version of the brand's rules.
 *
 * @param zone the time zone of calendar rules
 * @param earning how orders earn points
 * @param points how points live
 * @param tiers the tiers, lowest first
 * @param registration what a registration needs and gives
 * @param birthday the birthday benefits
 * @param memberDay the monthly member day
 * @param notices versions of the notices that registrations consent to, by purpose
 */
@RegisterForReflection
public record Programme(
        ZoneId zone,
        Earning earning,
        Points points,
        List<Tier> tiers,
        Registration registration,
        Birthday birthday,
        MemberDay memberDay,
        Map<String, String> notices) {
    /**
     * How orders earn points.
     *
     * @param pointsPerYuan points for each yuan paid for goods
     * @param maxAmountFen the largest order that is believed, in fen
     * @param futureToleranceSeconds an order this far in the future counts as now
     * @param staffBackdatingDays how many days staff may go back
     * @param rounding how fractions of a point are rounded
     * @param combination how several multipliers become one
     * @param maxPointsPerOrder what one order earns at most, in points; null without limit
     * @param maxPointsPerDay what a member earns at most with the orders of one day in the programme's zone, in points;
     *     null without limit
     */
    @RegisterForReflection
    public record Earning(
            int pointsPerYuan,
            long maxAmountFen,
            int futureToleranceSeconds,
            int staffBackdatingDays,
            Rounding rounding,
            Combination combination,
            @Nullable Long maxPointsPerOrder,
            @Nullable Long maxPointsPerDay) {}

    /** How fractions of a point are rounded. */
    public enum Rounding {
        FLOOR,
        HALF_UP,
        CEILING
    }

    /** How several multipliers become one. */
    public enum Combination {
        /** The highest one counts. */
        HIGHEST,
        /** They are multiplied: 200 % and 150 % are 300 %. */
        MULTIPLY,
        /** What they add is added up: 200 % and 150 % are 250 %. */
        ADD
    }

    /**
     * How points live.
     *
     * @param expiry when earned points expire
     * @param expiryMonths the months for {@link Expiry#MONTHS}, {@link Expiry#END_OF_MONTH} and sliding expiry
     * @param reversal what happens when the balance does not cover a reversal
     * @param graceLotDays how long points live that return to a lot that has expired in between
     * @param pointsPerYuan what one yuan costs in points when points pay
     * @param pendingDays when points of an order become available that is never reported as completed, in days
     * @param completionHoldHours how long after its completion an order's points still wait, in hours
     * @param holdMinutes how long points are held for something that is not completed, in minutes
     * @param adjustmentLimit up to how many points one person may adjust alone
     * @param transfers what members may give away
     */
    @RegisterForReflection
    public record Points(
            Expiry expiry,
            int expiryMonths,
            ReversalPolicy reversal,
            int graceLotDays,
            int pointsPerYuan,
            int pendingDays,
            int completionHoldHours,
            int holdMinutes,
            long adjustmentLimit,
            Transfers transfers) {}

    /**
     * What members may give away to others on one day in the programme's zone.
     *
     * @param maxPointsPerDay how many points; 0 for none
     * @param maxPerDay how often
     */
    @RegisterForReflection
    public record Transfers(long maxPointsPerDay, int maxPerDay) {}

    /** When earned points expire. */
    public enum Expiry {
        NONE,
        MONTHS,
        END_OF_MONTH,
        END_OF_YEAR,
        /** All together, when the member has neither earned nor spent for the months. */
        SLIDING
    }

    /** What happens when the balance does not cover a reversal. */
    public enum ReversalPolicy {
        ALLOW_DEBT,
        WITHIN_BALANCE,
        ONLY_PENDING
    }

    /**
     * A tier.
     *
     * @param code its code, such as {@code silver}
     * @param name its name for people
     * @param thresholdFen what is spent in the running 12 months to reach it, in fen
     * @param multiplierPercent the points multiplier in percent
     * @param discountPercent how much is taken off the bill, in percent
     * @param benefits what it offers, for people
     */
    @RegisterForReflection
    public record Tier(
            String code,
            String name,
            long thresholdFen,
            int multiplierPercent,
            int discountPercent,
            List<String> benefits) {}

    /**
     * What a registration needs and gives.
     *
     * @param welcomeTemplate the code of the welcome coupon's template
     * @param requiredConsents purposes without which nobody can be a member
     * @param minimumAgeYears younger ones need a guardian
     */
    @RegisterForReflection
    public record Registration(String welcomeTemplate, List<String> requiredConsents, int minimumAgeYears) {}

    /**
     * The birthday benefits.
     *
     * @param multiplierPercent the points multiplier in the birthday month, in percent
     * @param daysAhead how many days before the birthday the meal is granted, and after joining close to it
     * @param daysBetween the least number of days between two grants
     * @param templatesByTier the code of the meal coupon's template by tier code; a tier without one gets nothing
     */
    @RegisterForReflection
    public record Birthday(
            int multiplierPercent, int daysAhead, int daysBetween, Map<String, String> templatesByTier) {}

    /**
     * The monthly member day.
     *
     * @param dayOfMonth the day
     * @param discountPercent how much is taken off the bill, in percent
     * @param freebie what comes free, for people
     */
    @RegisterForReflection
    public record MemberDay(int dayOfMonth, int discountPercent, String freebie) {}
}
