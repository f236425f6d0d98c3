package dev.huiyuan.points.core;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.ledger.Multiplier;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How many points an order earns. */
final class EarningRules {
    static final String BIRTHDAY_MONTH = "birthday-month";
    private static final int PLAIN_PERCENT = 100;

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

    /** What an order earns by the rules of its own time. */
    static Earned earn(
            long amountFen,
            Instant occurredAt,
            MemberFacts member,
            List<Multiplier> multipliers,
            ProgrammeVersion version) {
        int rate = version.rules().earning().pointsPerYuan();
        long base = points(amountFen, rate, PLAIN_PERCENT);
        if (!isInProgramme(member, occurredAt)) {
            return new Earned(
                    0, Explanation.ofEarning(amountFen, rate, base, 0, List.of(), Explanation.OUTSIDE_PROGRAMME));
        }
        List<AppliedRule> rules = qualifying(occurredAt, member, multipliers, version);
        int percent = rules.isEmpty() ? PLAIN_PERCENT : rules.getFirst().percent();
        return new Earned(
                points(amountFen, rate, percent), Explanation.ofEarning(amountFen, rate, base, percent, rules, null));
    }

    /** {@code floor(amount in fen x points per yuan x percent / (100 x 100))} */
    static long points(long amountFen, int pointsPerYuan, int percent) {
        return Math.floorDiv(
                Math.multiplyExact(Math.multiplyExact(amountFen, (long) pointsPerYuan), (long) percent), 10_000L);
    }

    /**
     * Joining is not retroactive. Compared by the second: a till that reports whole seconds must not lose an order of
     * the second in which the member joined.
     */
    private static boolean isInProgramme(MemberFacts member, Instant occurredAt) {
        Instant joinedAt = member.pointsJoinedAt();
        return joinedAt != null && !occurredAt.isBefore(joinedAt.truncatedTo(ChronoUnit.SECONDS));
    }

    /** The multipliers above 100 %, the highest first: it is the one that applies. */
    private static List<AppliedRule> qualifying(
            Instant occurredAt, MemberFacts member, List<Multiplier> multipliers, ProgrammeVersion version) {
        if (multipliers.isEmpty() && member.birthday() == null) return List.of();
        List<AppliedRule> rules = new ArrayList<>();
        int birthdayPercent = version.rules().birthday().multiplierPercent();
        if (isBirthdayMonth(member.birthday(), occurredAt, version.rules()) && birthdayPercent > PLAIN_PERCENT) {
            rules.add(new AppliedRule(BIRTHDAY_MONTH, birthdayPercent, version.version(), false));
        }
        for (Multiplier multiplier : multipliers) {
            if (multiplier.percent() > PLAIN_PERCENT) {
                rules.add(new AppliedRule(multiplier.rule(), multiplier.percent(), null, false));
            }
        }
        if (rules.isEmpty()) return List.of();
        rules.sort((a, b) -> Integer.compare(b.percent(), a.percent()));
        AppliedRule highest = rules.getFirst();
        rules.set(0, new AppliedRule(highest.rule(), highest.percent(), highest.version(), true));
        return List.copyOf(rules);
    }

    private static boolean isBirthdayMonth(@Nullable Birthday birthday, Instant occurredAt, Programme programme) {
        return birthday != null
                && birthday.month() == occurredAt.atZone(programme.zone()).getMonthValue();
    }
}
