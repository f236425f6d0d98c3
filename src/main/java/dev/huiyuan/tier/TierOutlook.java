package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How far it is to the next tier, and what keeps the one that a member has. */
final class TierOutlook {
    private TierOutlook() {}

    /**
     * What is missing for a tier.
     *
     * @param tier the tier
     * @param missingFen how much is missing, in fen; null where spending does not count
     * @param missingVisits how many visits are missing; null where visits do not count
     * @param by the last day on which it counts; null where there is none
     */
    record Missing(
            Programme.Tier tier,
            @Nullable Long missingFen,
            @Nullable Integer missingVisits,
            @Nullable LocalDate by) {}

    /**
     * When the tier is judged next, and by which days.
     *
     * @param by the last day on which a purchase counts
     * @param from the first day that counts then
     */
    record Deadline(LocalDate by, LocalDate from) {}

    /** What is missing for the next tier; null on the highest one. */
    static @Nullable Missing next(TierAccount account, TierSetting setting) {
        TierLadder ladder = setting.ladder();
        int next = ladder.rank(account.standing().code()) + 1;
        if (next >= ladder.tiers().size()) return null;
        return missing(ladder, ladder.tier(next), account.figures(), null);
    }

    /**
     * Until when something has to be spent to keep the tier: within a grace period until its end, else until the day
     * before the next evaluation. By then days at the beginning of the window count no longer. Under calendar years what
     * was spent in one year keeps the tier through the next. Null where nothing can be lost: on the lowest tier, and
     * while a protection lasts beyond the next evaluation.
     */
    static @Nullable Deadline deadline(TierAccount account, TierSetting setting) {
        LocalDate today = setting.today();
        Standing standing = account.standing();
        int rank = setting.ladder().rank(standing.code());
        if (rank == 0 || standing.mergedInto() != null) return null;
        LocalDate by = standing.graceUntil() != null
                ? standing.graceUntil()
                : evaluation(account, setting).minusDays(1);
        boolean safe = standing.protections().stream()
                .anyMatch(protection -> setting.ladder().rank(protection.code()) >= rank
                        && !protection.until().isBefore(by));
        if (safe) return null;
        Programme.Window window = setting.ladder().rules().window();
        // Within a grace period each purchase is judged on its own day; else the evaluation on the day after the last.
        LocalDate judged =
                standing.graceUntil() != null || window == Programme.Window.CALENDAR_YEAR ? by : by.plusDays(1);
        LocalDate from = TierWindow.of(window, judged).from();
        return new Deadline(by, from.isAfter(today) ? today.plusDays(1) : from);
    }

    private static LocalDate evaluation(TierAccount account, TierSetting setting) {
        LocalDate next = TierWindow.nextQuarter(setting.today());
        boolean yearly = setting.ladder().rules().window() == Programme.Window.CALENDAR_YEAR;
        if (!yearly || !TierRules.keeps(account, setting)) return next;
        return setting.today().withDayOfYear(1).plusYears(1);
    }

    /** What is missing by a deadline to keep the tier. */
    static Missing keep(TierAccount account, Deadline deadline, Figures counted, TierSetting setting) {
        TierLadder ladder = setting.ladder();
        Programme.Tier tier = ladder.tier(ladder.rank(account.standing().code()));
        return missing(ladder, tier, counted, deadline.by());
    }

    private static Missing missing(TierLadder ladder, Programme.Tier tier, Figures figures, @Nullable LocalDate by) {
        Programme.Basis basis = ladder.rules().basis();
        long fen = Math.max(0, tier.thresholdFen() - figures.spendFen());
        int visits = Math.max(0, tier.thresholdVisits() - figures.visits());
        return new Missing(
                tier, basis == Programme.Basis.VISITS ? null : fen, basis == Programme.Basis.SPEND ? null : visits, by);
    }
}
