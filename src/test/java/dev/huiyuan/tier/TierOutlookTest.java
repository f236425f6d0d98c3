package dev.huiyuan.tier;

import static dev.huiyuan.tier.Ladders.BY_SPEND;
import static dev.huiyuan.tier.Ladders.DEFAULT;
import static dev.huiyuan.tier.Ladders.OTHER;
import static dev.huiyuan.tier.Ladders.TODAY;
import static dev.huiyuan.tier.Ladders.account;
import static dev.huiyuan.tier.Ladders.rules;
import static dev.huiyuan.tier.Ladders.setting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme.Basis;
import dev.huiyuan.programme.Programme.TierRefunds;
import dev.huiyuan.programme.Programme.Window;
import dev.huiyuan.programme.ProgrammeVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TierOutlookTest {
    private static final TierSetting NOW = setting(DEFAULT, BY_SPEND, TODAY);

    private static TierOutlook.Deadline deadline(TierAccount account, TierSetting setting) {
        return Objects.requireNonNull(TierOutlook.deadline(account, setting));
    }

    @Test
    void nextTierIsMissingWhatItsThresholdIsAboveTheSum() {
        TierAccount account = account("silver", NOW);
        account.count(TODAY, 62_000, 1);
        assertThat(TierOutlook.next(account, NOW))
                .isEqualTo(new TierOutlook.Missing(DEFAULT.get(2), 138_000L, null, null));
        assertThat(TierOutlook.next(account("black-diamond", NOW), NOW)).isNull();
        TierSetting visits = setting(OTHER, rules(Window.RUNNING_YEAR, Basis.VISITS, TierRefunds.AT_ONCE), TODAY);
        assertThat(TierOutlook.next(account("ordinary", visits), visits))
                .isEqualTo(new TierOutlook.Missing(OTHER.get(1), null, 6, null));
    }

    @Test
    void tierIsKeptByWhatTheNextEvaluationWillStillSee() {
        TierOutlook.Deadline deadline = deadline(account("silver", NOW), NOW);
        assertThat(deadline.by()).isEqualTo(LocalDate.parse("2026-12-31"));
        // The evaluation of 2027-01-01 sees the year from 2026-01-02 on.
        assertThat(deadline.from()).isEqualTo(LocalDate.parse("2026-01-02"));
        TierAccount account = account("silver", NOW);
        assertThat(TierOutlook.keep(account, deadline, new Figures(20_000, 2), NOW))
                .isEqualTo(new TierOutlook.Missing(DEFAULT.get(1), 30_000L, null, LocalDate.parse("2026-12-31")));
    }

    @Test
    void withinAGracePeriodItsLastDayCounts() {
        Standing grace = Standing.joined("silver", NOW.now()).grace(TODAY.plusDays(3));
        TierOutlook.Deadline deadline = deadline(account(grace, NOW), NOW);
        assertThat(deadline.by()).isEqualTo(TODAY.plusDays(3));
        assertThat(deadline.from()).isEqualTo(TODAY.plusDays(4).minusYears(1));
    }

    @Test
    void nothingCanBeLostOnTheLowestTierOrUnderProtection() {
        assertThat(TierOutlook.deadline(account("member", NOW), NOW)).isNull();
        Standing.Protection year =
                new Standing.Protection(ProtectionKind.BOUGHT, "silver", TODAY.plusYears(1), UUID.randomUUID());
        Standing standing = Standing.joined("silver", NOW.now());
        assertThat(TierOutlook.deadline(account(standing.given(year, NOW.now()), NOW), NOW))
                .isNull();
        Standing.Protection week =
                new Standing.Protection(ProtectionKind.BOUGHT, "silver", TODAY.plusDays(7), UUID.randomUUID());
        assertThat(TierOutlook.deadline(account(standing.given(week, NOW.now()), NOW), NOW))
                .isNotNull();
    }

    @Test
    void calendarYearEndsOnNewYearsEveForWhoIsSafeUntilThen() {
        TierSetting yearly = setting(
                DEFAULT, rules(Window.CALENDAR_YEAR, Basis.SPEND, TierRefunds.AT_ONCE), LocalDate.parse("2026-02-10"));
        TierAccount safe = account("silver", yearly);
        safe.count(LocalDate.parse("2025-06-01"), 50_000, 1);
        assertThat(deadline(safe, yearly))
                .isEqualTo(new TierOutlook.Deadline(LocalDate.parse("2026-12-31"), LocalDate.parse("2026-01-01")));
        assertThat(deadline(account("silver", yearly), yearly).by()).isEqualTo(LocalDate.parse("2026-03-31"));
    }

    @Test
    void successorOfALostTierIsTheHighestThatAsksForNoMore() {
        ProgrammeVersion before = Ladders.version(1, DEFAULT);
        ProgrammeVersion after = Ladders.version(2, OTHER);
        TierLadder ladder = TierLadder.of(after, List.of(after, before));
        assertThat(ladder.knows("black-diamond")).isFalse();
        assertThat(ladder.knows("gold")).isTrue();
        assertThat(ladder.rank("gold")).isEqualTo(2);
        assertThat(ladder.rank("member")).isZero();
        assertThat(ladder.rank("never-there")).isZero();
        TierLadder back = TierLadder.of(before, List.of(after, before));
        assertThat(back.rank("platinum")).isEqualTo(3);
        assertThat(back.rank("ordinary")).isZero();
    }
}
