package dev.huiyuan.points.core;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.programme.LunarCalendar;
import dev.huiyuan.programme.LunarDate;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.ledger.Multiplier;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How many points an order earns. */
final class EarningRules {
    static final String BIRTHDAY_MONTH = "birthday-month";
    private static final int PLAIN_PERCENT = 100;
    /** Fen in a yuan times percents in the whole. */
    private static final long PER_POINT = 10_000;

    private EarningRules() {}

    /** The points of an order with their explanation. */
    record Earned(long points, Explanation explanation) {}

    /** Refuses an order whose time or amount cannot be believed. */
    static @Nullable ProblemException refuseOrder(Command.Accrue order, Programme.Earning rules, Instant now) {
        if (order.occurredAt().isAfter(now.plusSeconds(rules.futureToleranceSeconds()))) {
            return ProblemCode.OCCURRED_AT_IN_FUTURE.with();
        }
        Integer daysBack = order.maxDaysBack();
        if (daysBack != null && order.occurredAt().isBefore(now.minus(Duration.ofDays(daysBack)))) {
            return ProblemCode.OCCURRED_AT_TOO_OLD.with(daysBack);
        }
        if (order.amountFen() > rules.maxAmountFen()) return ProblemCode.AMOUNT_TOO_LARGE.with();
        return null;
    }

    /**
     * What an order earns by the rules of its own time.
     *
     * @param earnedThatDay what other orders of its day earned, in points
     */
    static Earned earn(
            Command.Accrue order,
            Instant occurredAt,
            MemberFacts member,
            List<Multiplier> multipliers,
            long earnedThatDay,
            ProgrammeVersion version) {
        Programme.Earning rules = version.rules().earning();
        int rate = rules.pointsPerYuan();
        long base = points(order.amountFen(), rate, PLAIN_PERCENT, rules.rounding());
        Explanation.Builder explanation = Explanation.explain().lines(order.lines());
        if (!isInProgramme(member, occurredAt)) {
            return new Earned(
                    0,
                    explanation
                            .earning(order.amountFen(), rate, base, 0)
                            .note(Explanation.OUTSIDE_PROGRAMME)
                            .build());
        }
        List<Multiplier> raising = CalendarRules.raising(order, occurredAt, multipliers, version.occasions());
        List<AppliedRule> qualifying = qualifying(occurredAt, member, raising, version);
        int percent = combined(qualifying, rules.combination());
        long addition = order.amountFen() == 0
                ? 0
                : raising.stream().mapToLong(Multiplier::addition).sum();
        Explanation uncut = explanation
                .earning(order.amountFen(), rate, base, percent)
                .rounded(rules.rounding())
                .added(addition)
                .rules(qualifying)
                .build();
        Long limit = limit(earned(order.amountFen(), uncut), earnedThatDay, rules);
        Explanation cut = explanation.limited(limit).build();
        return new Earned(earned(order.amountFen(), cut), cut);
    }

    /**
     * What an amount earns by the explanation of its order: {@code min(limit, round(amount in fen x points per yuan x
     * percent / (100 x 100)) + addition)}, and nothing for nothing. An entry can be recomputed with it, and a refund
     * takes back what the rest does not earn.
     */
    static long earned(long amountFen, Explanation earning) {
        if (amountFen == 0) return 0;
        Programme.Rounding rounding = earning.rounding() == null ? Programme.Rounding.FLOOR : earning.rounding();
        long points = points(
                amountFen,
                Objects.requireNonNull(earning.pointsPerYuan(), "an accrual without its rate"),
                Objects.requireNonNull(earning.percent(), "an accrual without its multiplier"),
                rounding);
        long all = earning.addition() == null ? points : Math.addExact(points, earning.addition());
        return earning.limit() == null ? all : Math.min(all, earning.limit());
    }

    /** The limit that cuts an order's points; null when none does. */
    private static @Nullable Long limit(long points, long earnedThatDay, Programme.Earning rules) {
        long allowed = points;
        if (rules.maxPointsPerOrder() != null) allowed = Math.min(allowed, rules.maxPointsPerOrder());
        if (rules.maxPointsPerDay() != null) {
            allowed = Math.min(allowed, Math.max(0, rules.maxPointsPerDay() - earnedThatDay));
        }
        return allowed < points ? allowed : null;
    }

    /** {@code amount in fen x points per yuan x percent / (100 x 100)}, rounded. */
    static long points(long amountFen, int pointsPerYuan, int percent, Programme.Rounding rounding) {
        long exact = Math.multiplyExact(Math.multiplyExact(amountFen, (long) pointsPerYuan), (long) percent);
        return switch (rounding) {
            case FLOOR -> Math.floorDiv(exact, PER_POINT);
            case HALF_UP -> Math.floorDiv(Math.addExact(exact, PER_POINT / 2), PER_POINT);
            case CEILING -> Math.ceilDiv(exact, PER_POINT);
        };
    }

    /** One multiplier out of several, in percent. */
    private static int combined(List<AppliedRule> rules, Programme.Combination how) {
        long percent = PLAIN_PERCENT;
        for (AppliedRule rule : rules) {
            percent = switch (how) {
                case HIGHEST -> Math.max(percent, rule.percent());
                case MULTIPLY ->
                    Math.floorDiv(Math.multiplyExact(percent, (long) rule.percent()), (long) PLAIN_PERCENT);
                case ADD -> percent + Math.max(0, rule.percent() - PLAIN_PERCENT);
            };
        }
        return Math.toIntExact(percent);
    }

    /**
     * Joining is not retroactive. Compared by the second: a till that reports whole seconds must not lose an order of
     * the second in which the member joined.
     */
    private static boolean isInProgramme(MemberFacts member, Instant occurredAt) {
        Instant joinedAt = member.pointsJoinedAt();
        return joinedAt != null && !occurredAt.isBefore(joinedAt.truncatedTo(ChronoUnit.SECONDS));
    }

    /** The rules that raise the points, the highest multiplier first. */
    private static List<AppliedRule> qualifying(
            Instant occurredAt, MemberFacts member, List<Multiplier> multipliers, ProgrammeVersion version) {
        if (multipliers.isEmpty() && member.birthday() == null) return List.of();
        List<AppliedRule> rules = new ArrayList<>();
        int birthdayPercent = version.rules().birthday().multiplierPercent();
        if (isBirthdayMonth(member.birthday(), occurredAt, version.rules()) && birthdayPercent > PLAIN_PERCENT) {
            rules.add(new AppliedRule(BIRTHDAY_MONTH, birthdayPercent, null, version.version(), false));
        }
        for (Multiplier multiplier : multipliers) {
            if (multiplier.percent() > PLAIN_PERCENT || multiplier.addition() > 0) {
                Long addition = multiplier.addition() > 0 ? multiplier.addition() : null;
                Integer source = CalendarRules.isOccasion(multiplier.rule()) ? version.version() : null;
                rules.add(new AppliedRule(multiplier.rule(), multiplier.percent(), addition, source, false));
            }
        }
        if (rules.isEmpty()) return List.of();
        rules.sort((a, b) -> Integer.compare(b.percent(), a.percent()));
        boolean onlyHighest = version.rules().earning().combination() == Programme.Combination.HIGHEST;
        for (int i = 0; i < rules.size(); i++) {
            AppliedRule rule = rules.get(i);
            boolean multiplies = rule.percent() > PLAIN_PERCENT && (i == 0 || !onlyHighest);
            if (multiplies || rule.addition() != null) rules.set(i, rule.asApplied());
        }
        return List.copyOf(rules);
    }

    /** The month of a lunar birthday is the ordinary one: in a leap month nobody earns double a second time. */
    static boolean isBirthdayMonth(@Nullable Birthday birthday, Instant occurredAt, Programme programme) {
        if (birthday == null) return false;
        LocalDate day = LocalDate.ofInstant(occurredAt, programme.zone());
        if (!birthday.byMoon()) return birthday.month() == day.getMonthValue();
        LunarDate date = LunarCalendar.of(day);
        return birthday.month() == date.month() && !date.leap();
    }
}
