package dev.huiyuan.programme;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One version of the brand's rules.
 *
 * @param zone the time zone of calendar rules
 * @param earning how orders earn points
 * @param points how points live
 * @param tiers the tiers, lowest first
 * @param tierRules how tiers are reached and kept
 * @param registration what a registration needs and gives
 * @param birthday the birthday benefits
 * @param calendar the days on which members get something: member day, holidays, double-points days
 * @param discountCombination how several discounts on one bill become one
 * @param orders how bills are quoted and settled
 * @param notices versions of the notices that registrations consent to, by purpose
 */
@RegisterForReflection
@Schema(name = "ProgrammeDocument")
public record Programme(
        @Schema(implementation = String.class, examples = "Asia/Shanghai")
        ZoneId zone,

        Earning earning,
        Points points,
        List<Tier> tiers,
        TierRules tierRules,
        Registration registration,
        Birthday birthday,
        List<Occasion> calendar,
        Combination discountCombination,
        Orders orders,
        @Schema(examples = "{\"membership\": \"2026-01\"}") Map<String, String> notices) {
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
    @Schema(name = "EarningRules", examples = ProgrammeExamples.EARNING)
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
    @Schema(name = "PointsRules", examples = ProgrammeExamples.POINTS)
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
    @Schema(name = "TransferRules", examples = ProgrammeExamples.TRANSFERS)
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
     * @param thresholdFen what is spent in the window to reach it, in fen
     * @param thresholdVisits how many days with an order in the window it takes to reach it
     * @param multiplierPercent the points multiplier in percent
     * @param discountPercent how much is taken off the bill, in percent
     * @param benefits what it offers, for people
     */
    @RegisterForReflection
    @Schema(name = "TierDefinition", examples = ProgrammeExamples.TIER)
    public record Tier(
            String code,
            String name,
            long thresholdFen,
            int thresholdVisits,
            int multiplierPercent,
            int discountPercent,
            List<String> benefits) {}

    /**
     * How tiers are reached and kept.
     *
     * @param window what counts
     * @param basis which of a tier's thresholds must be reached
     * @param graceDays how long a member below the threshold keeps the tier after the evaluation, in days
     * @param refunds when a refund that takes a member below the threshold shows
     */
    @RegisterForReflection
    @Schema(name = "TierRules", examples = ProgrammeExamples.TIER_RULES)
    public record TierRules(Window window, Basis basis, int graceDays, TierRefunds refunds) {}

    /** Which days' spend and visits count for the tier. */
    public enum Window {
        /** The running 12 calendar months ending today. */
        RUNNING_YEAR,
        /** The calendar year. */
        CALENDAR_YEAR
    }

    /** Which of a tier's thresholds must be reached. */
    public enum Basis {
        SPEND,
        VISITS,
        EITHER,
        BOTH
    }

    /** When a refund that takes a member below the threshold shows. */
    public enum TierRefunds {
        /** The tier stays until the next evaluation. */
        AT_EVALUATION,
        /** A tier that the refunded spend had reached falls with it. */
        AT_ONCE
    }

    /**
     * What a registration needs and gives.
     *
     * @param welcomeTemplate the code of the welcome coupon's template
     * @param requiredConsents purposes without which nobody can be a member
     * @param minimumAgeYears younger ones need a guardian
     */
    @RegisterForReflection
    @Schema(name = "RegistrationRules", examples = ProgrammeExamples.REGISTRATION)
    public record Registration(String welcomeTemplate, List<String> requiredConsents, int minimumAgeYears) {}

    /**
     * The birthday benefits.
     *
     * @param multiplierPercent the points multiplier in the birthday month, in percent
     * @param daysAhead how many days before the birthday the meal is granted, and after joining close to it
     * @param daysBetween the least number of days between two grants
     * @param templatesByTier the code of the meal coupon's template by tier code; a tier without one gets nothing
     * @param cardTiers the codes of the tiers whose members get a hand-written card from their store
     */
    @RegisterForReflection
    @Schema(name = "BirthdayRules", examples = ProgrammeExamples.BIRTHDAY)
    public record Birthday(
            int multiplierPercent,
            int daysAhead,
            int daysBetween,
            Map<String, String> templatesByTier,
            List<String> cardTiers) {}

    /**
     * Days on which members get something. What is empty does not restrict.
     *
     * @param code its code, such as {@code member-day}
     * @param name its name for people
     * @param days when
     * @param hours at which hours of these days
     * @param stores codes of the stores
     * @param channels where orders come from
     * @param tiers codes of the tiers
     * @param offer what members get
     */
    @RegisterForReflection
    @Schema(name = "CalendarOccasion", examples = ProgrammeExamples.OCCASION)
    public record Occasion(
            String code,
            String name,
            Days days,
            List<Hours> hours,
            List<String> stores,
            List<Channel> channels,
            List<String> tiers,
            Offer offer) {}

    /**
     * A set of days in the programme's zone: all that any of these names.
     *
     * @param ofMonth days of every month, 1 to 31
     * @param ofYear days of every year, each as {@code --MM-DD}
     * @param lunar days of every year of the Chinese calendar
     * @param weekdays days of every week
     * @param ranges days entered one by one, or from the first to the last
     */
    @RegisterForReflection
    @Schema(name = "CalendarDays", examples = ProgrammeExamples.DAYS)
    public record Days(
            List<Integer> ofMonth,

            @Schema(type = SchemaType.ARRAY, implementation = String.class)
            List<MonthDay> ofYear,

            List<LunarDays> lunar,
            List<DayOfWeek> weekdays,
            List<DateRange> ranges) {}

    /**
     * Days of every year of the Chinese calendar, never in a leap month.
     *
     * @param month the month, 1 to 12
     * @param day the first day, 1 to 30; the 30th of a month that has 29 days is its last
     * @param length how many days
     */
    @RegisterForReflection
    @Schema(name = "LunarDays", examples = ProgrammeExamples.LUNAR_DAYS)
    public record LunarDays(int month, int day, int length) {}

    /**
     * Days from the first to the last.
     *
     * @param first the first one
     * @param last the last one, of the range as well
     */
    @RegisterForReflection
    @Schema(name = "DateRange", examples = ProgrammeExamples.DATE_RANGE)
    public record DateRange(LocalDate first, LocalDate last) {}

    /**
     * Hours of a day, not past midnight.
     *
     * @param from the first moment
     * @param to the first moment that is outside again; midnight for the end of the day
     */
    @RegisterForReflection
    @Schema(name = "CalendarHours", examples = ProgrammeExamples.HOURS)
    public record Hours(
            @Schema(implementation = String.class) LocalTime from,
            @Schema(implementation = String.class) LocalTime to) {}

    /**
     * What members get on an occasion.
     *
     * @param discountPercent how much is taken off the bill, in percent; 0 for nothing
     * @param freeItem what comes free once a day, for people; null for nothing
     * @param multiplierPercent the points multiplier in percent; 100 changes nothing
     * @param extraPoints points that every order earns besides
     * @param couponTemplate the code of the template of a coupon that is granted; null for none
     */
    @RegisterForReflection
    @Schema(name = "CalendarOffer", examples = ProgrammeExamples.OFFER)
    public record Offer(
            int discountPercent,
            @Nullable String freeItem,
            int multiplierPercent,
            long extraPoints,
            @Nullable String couponTemplate) {}

    /**
     * How bills are quoted and settled.
     *
     * @param pointsMaxPercent how much of a bill points pay at most, in percent
     * @param pendingMinutes how long an order that is not paid yet keeps its coupons and points, in minutes
     * @param quoteMinutes how long a quote is honoured, in minutes
     */
    @RegisterForReflection
    @Schema(name = "OrderRules", examples = ProgrammeExamples.ORDERS)
    public record Orders(int pointsMaxPercent, int pendingMinutes, int quoteMinutes) {}
}
