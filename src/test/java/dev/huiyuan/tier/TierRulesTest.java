package dev.huiyuan.tier;

import static dev.huiyuan.tier.Ladders.BY_SPEND;
import static dev.huiyuan.tier.Ladders.DEFAULT;
import static dev.huiyuan.tier.Ladders.OTHER;
import static dev.huiyuan.tier.Ladders.TODAY;
import static dev.huiyuan.tier.Ladders.account;
import static dev.huiyuan.tier.Ladders.rules;
import static dev.huiyuan.tier.Ladders.setting;
import static dev.huiyuan.tier.Ladders.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.Programme.Basis;
import dev.huiyuan.programme.Programme.TierRefunds;
import dev.huiyuan.programme.Programme.Window;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TierRulesTest {
    private static final TierSetting NOW = setting(DEFAULT, BY_SPEND, TODAY);
    private static final Cause QUARTER = Cause.time("evaluation:2026-10-01");

    private static Cause entry() {
        return Cause.entry(UUID.randomUUID(), "staff:1");
    }

    private static void buy(TierAccount account, LocalDate day, long fen, TierSetting setting) {
        account.count(day, fen, 1);
        TierRules.purchased(account, entry(), setting);
    }

    private static void refund(TierAccount account, LocalDate day, long fen, int orders, TierSetting setting) {
        boolean kept = TierRules.keeps(account, setting);
        account.count(day, -fen, orders);
        TierRules.refunded(account, kept, entry(), setting);
    }

    private static List<String> history(TierAccount account) {
        return account.changes().stream()
                .map(change -> change.reason() + " " + change.from() + ">" + change.to())
                .toList();
    }

    @Test
    void tierRisesAtExactlyItsThresholdAndNotOneFenBelow() {
        TierAccount account = account("member", NOW);
        buy(account, TODAY, 49_999, NOW);
        assertThat(account.standing().code()).isEqualTo("member");
        assertThat(account.isChanged()).isFalse();
        buy(account, TODAY, 1, NOW);
        assertThat(account.standing().code()).isEqualTo("silver");
        TierChange change = account.changes().getFirst();
        assertThat(change.figures()).isEqualTo(new Figures(50_000, 1));
        assertThat(change.thresholdFen()).isEqualTo(50_000);
        assertThat(change.programmeVersion()).isEqualTo(7);
        assertThat(change.windowFrom()).isEqualTo(TODAY.minusYears(1).plusDays(1));
    }

    @Test
    void oneOrderMayCrossSeveralThresholds() {
        TierAccount account = account("member", NOW);
        buy(account, TODAY, 600_000, NOW);
        assertThat(history(account)).containsExactly("UPGRADE member>black-diamond");
    }

    @Test
    void ordersOutsideTheWindowDoNotCount() {
        TierAccount account = account("member", NOW);
        buy(account, TODAY.minusYears(1), 600_000, NOW);
        assertThat(account.standing().code()).isEqualTo("member");
        buy(account, TODAY.minusYears(1).plusDays(1), 50_000, NOW);
        assertThat(account.standing().code()).isEqualTo("silver");
    }

    @Test
    void otherTierSetIsOnlyConfiguration() {
        TierSetting either = setting(OTHER, rules(Window.RUNNING_YEAR, Basis.EITHER, TierRefunds.AT_EVALUATION), TODAY);
        TierAccount frequent = account("ordinary", either);
        for (int i = 0; i < 12; i++) buy(frequent, TODAY.minusDays(i), 100, either);
        assertThat(history(frequent)).containsExactly("UPGRADE ordinary>silver", "UPGRADE silver>gold");
        TierAccount generous = account("ordinary", either);
        buy(generous, TODAY, 800_000, either);
        assertThat(generous.standing().code()).isEqualTo("platinum");

        TierSetting both = setting(OTHER, rules(Window.RUNNING_YEAR, Basis.BOTH, TierRefunds.AT_EVALUATION), TODAY);
        TierAccount seldom = account("ordinary", both);
        buy(seldom, TODAY, 800_000, both);
        assertThat(seldom.standing().code()).isEqualTo("ordinary");
        for (int i = 1; i < 6; i++) buy(seldom, TODAY.minusDays(i), 1, both);
        assertThat(seldom.standing().code()).isEqualTo("silver");

        TierSetting visits = setting(OTHER, rules(Window.CALENDAR_YEAR, Basis.VISITS, TierRefunds.AT_ONCE), TODAY);
        TierAccount visitor = account("ordinary", visits);
        for (int i = 0; i < 6; i++) buy(visitor, TODAY, 100_000, visits);
        assertThat(visitor.standing().code()).isEqualTo("ordinary");
        assertThat(visitor.figures().visits()).isEqualTo(1);
    }

    @Test
    void eitherIgnoresThresholdsThatAreNotSet() {
        TierSetting either = setting(DEFAULT, rules(Window.RUNNING_YEAR, Basis.EITHER, TierRefunds.AT_ONCE), TODAY);
        TierAccount account = account("member", either);
        buy(account, TODAY, 100, either);
        assertThat(account.standing().code()).isEqualTo("member");
    }

    @Test
    void refundLowersTheTierAtTheEvaluationOnly() {
        TierAccount account = account("member", NOW);
        buy(account, TODAY, 60_000, NOW);
        refund(account, TODAY, 60_000, -1, NOW);
        assertThat(account.standing().code()).isEqualTo("silver");
        assertThat(account.figures()).isEqualTo(Figures.NONE);
    }

    @Test
    void refundLowersTheTierAtOnceWhereTheProgrammeSaysSo() {
        TierSetting atOnce = setting(DEFAULT, rules(Window.RUNNING_YEAR, Basis.SPEND, TierRefunds.AT_ONCE), TODAY);
        TierAccount account = account("member", atOnce);
        buy(account, TODAY, 60_000, atOnce);
        buy(account, TODAY, 150_000, atOnce);
        refund(account, TODAY, 10_000, 0, atOnce);
        assertThat(account.standing().code()).isEqualTo("gold");
        refund(account, TODAY, 1, 0, atOnce);
        assertThat(account.standing().code()).isEqualTo("silver");
        refund(account, TODAY, 199_999, -2, atOnce);
        assertThat(history(account))
                .containsExactly(
                        "UPGRADE member>silver", "UPGRADE silver>gold", "REFUND gold>silver", "REFUND silver>member");
    }

    @Test
    void refundDoesNotTakeATierThatTheRefundedSpendDidNotReach() {
        TierSetting atOnce = setting(DEFAULT, rules(Window.RUNNING_YEAR, Basis.SPEND, TierRefunds.AT_ONCE), TODAY);
        TierAccount faithful = account("gold", atOnce);
        buy(faithful, TODAY, 30_000, atOnce);
        refund(faithful, TODAY, 30_000, -1, atOnce);
        assertThat(faithful.standing().code()).isEqualTo("gold");
    }

    @Test
    void evaluationBeginsAGracePeriodOnceAndKeepsTheTier() {
        TierAccount account = account("gold", NOW);
        TierRules.evaluate(account, QUARTER, NOW);
        TierRules.evaluate(account, QUARTER, NOW);
        assertThat(history(account)).containsExactly("GRACE gold>gold");
        assertThat(account.standing().graceUntil()).isEqualTo(TODAY.plusDays(30));
        assertThat(account.changes().getFirst().until()).isEqualTo(TODAY.plusDays(30));
    }

    @Test
    void evaluationLeavesWhoHasSpentEnoughAndWhoHasNothingToLose() {
        TierAccount enough = account("silver", NOW);
        enough.count(TODAY, 50_000, 1);
        TierRules.evaluate(enough, QUARTER, NOW);
        TierAccount lowest = account("member", NOW);
        TierRules.evaluate(lowest, QUARTER, NOW);
        assertThat(enough.isChanged()).isFalse();
        assertThat(lowest.isChanged()).isFalse();
    }

    @Test
    void purchaseWithinTheGracePeriodKeepsTheTier() {
        Standing inGrace = Standing.joined("silver", NOW.now()).grace(TODAY);
        TierAccount account = account(inGrace, NOW);
        TierRules.settle(account, NOW);
        buy(account, TODAY, 49_999, NOW);
        assertThat(account.standing().graceUntil()).isEqualTo(TODAY);
        buy(account, TODAY, 1, NOW);
        assertThat(account.standing().graceUntil()).isNull();
        assertThat(history(account)).containsExactly("KEPT silver>silver");
    }

    @Test
    void afterTheGracePeriodTheTierFallsByOne() {
        TierSetting later = setting(DEFAULT, BY_SPEND, TODAY.plusDays(31));
        TierAccount account = account(Standing.joined("gold", NOW.now()).grace(TODAY.plusDays(30)), later);
        TierRules.settle(account, later);
        TierRules.settle(account, later);
        assertThat(history(account)).containsExactly("EVALUATION gold>silver");
        assertThat(account.standing().graceUntil()).isNull();
        buy(account, TODAY.plusDays(31), 200_000, later);
        assertThat(account.standing().code()).isEqualTo("gold");
    }

    @Test
    void protectedTierDoesNotFall() {
        TierAccount account = account("member", NOW);
        TierRules.grant(account, "gold", ProtectionKind.BOUGHT, TODAY.plusYears(1), entry(), NOW);
        TierRules.evaluate(account, QUARTER, NOW);
        assertThat(account.standing().graceUntil()).isNull();
        buy(account, TODAY, 500_000, NOW);
        assertThat(account.standing().code()).isEqualTo("black-diamond");
        refund(account, TODAY, 500_000, -1, NOW);
        TierRules.evaluate(account, QUARTER, NOW);
        assertThat(account.standing().graceUntil()).isEqualTo(TODAY.plusDays(30));

        TierSetting graceOver = setting(DEFAULT, BY_SPEND, TODAY.plusDays(31));
        TierAccount fallen = account(account.standing(), graceOver);
        TierRules.settle(fallen, graceOver);
        assertThat(fallen.standing().code()).isEqualTo("gold");
        TierRules.evaluate(fallen, QUARTER, graceOver);
        assertThat(fallen.standing().graceUntil()).isNull();
    }

    @Test
    void tierThatWasNotReachedGoesWithItsProtection() {
        TierAccount account = account("silver", NOW);
        TierRules.grant(account, "black-diamond", ProtectionKind.GRANTED, TODAY, entry(), NOW);
        TierRules.settle(account, NOW);
        assertThat(account.standing().code()).isEqualTo("black-diamond");

        TierSetting tomorrow = setting(DEFAULT, BY_SPEND, TODAY.plusDays(1));
        TierAccount after = account(account.standing(), tomorrow);
        TierRules.settle(after, tomorrow);
        assertThat(history(after)).containsExactly("PROTECTION_ENDED black-diamond>silver");
        TierAccount reached = account(account.standing(), tomorrow);
        reached.count(TODAY, 200_000, 1);
        TierRules.settle(reached, tomorrow);
        assertThat(reached.standing().code()).isEqualTo("gold");
        TierAccount earned = account(account.standing(), tomorrow);
        earned.count(TODAY, 500_000, 1);
        TierRules.settle(earned, tomorrow);
        assertThat(history(earned)).containsExactly("PROTECTION_ENDED black-diamond>black-diamond");
        assertThat(earned.standing().protection()).isNull();
    }

    @Test
    void calendarYearIsKeptThroughTheNextOne() {
        Programme.TierRules yearly = rules(Window.CALENDAR_YEAR, Basis.SPEND, TierRefunds.AT_EVALUATION);
        TierSetting january = setting(DEFAULT, yearly, LocalDate.parse("2027-01-01"));
        TierAccount account = account("silver", january);
        account.count(LocalDate.parse("2026-12-31"), 50_000, 1);
        TierRules.evaluate(account, QUARTER, january);
        assertThat(account.isChanged()).isFalse();
        TierAccount running = account("silver", setting(DEFAULT, BY_SPEND, LocalDate.parse("2027-12-31")));
        running.count(LocalDate.parse("2026-12-31"), 50_000, 1);
        TierRules.evaluate(running, QUARTER, setting(DEFAULT, BY_SPEND, LocalDate.parse("2027-12-31")));
        assertThat(history(running)).containsExactly("GRACE silver>silver");

        TierSetting yearAfter = setting(DEFAULT, yearly, LocalDate.parse("2028-01-01"));
        TierAccount lost = account("silver", yearAfter);
        lost.count(LocalDate.parse("2026-12-31"), 50_000, 1);
        TierRules.evaluate(lost, QUARTER, yearAfter);
        assertThat(history(lost)).containsExactly("GRACE silver>silver");
        // What was spent last year does not make a tier this year.
        TierAccount newcomer = account("member", january);
        newcomer.count(LocalDate.parse("2026-12-31"), 49_999, 1);
        buy(newcomer, LocalDate.parse("2027-01-01"), 1, january);
        assertThat(newcomer.standing().code()).isEqualTo("member");
    }

    @Test
    void tierThatTheProgrammeLostGivesWayToWhatAskedForNoMore() {
        TierLadder ladder =
                new TierLadder(8, OTHER, BY_SPEND, Map.of("black-diamond", 2, "member", 0), Map.of(), Set.of());
        TierSetting changed = setting(ladder, TODAY);
        TierAccount poor = account("black-diamond", changed);
        TierRules.settle(poor, changed);
        assertThat(history(poor)).containsExactly("PROGRAMME_CHANGE black-diamond>gold");
        TierAccount rich = account("black-diamond", changed);
        rich.count(TODAY, 800_000, 1);
        TierRules.settle(rich, changed);
        assertThat(rich.standing().code()).isEqualTo("platinum");
        TierAccount known = account("silver", changed);
        TierRules.settle(known, changed);
        assertThat(known.isChanged()).isFalse();
    }

    @Test
    void rulesThatDoNotKnowATierYetDoNotJudgeIt() {
        TierLadder before = TierLadder.of(
                Ladders.version(1, DEFAULT), List.of(Ladders.version(2, OTHER), Ladders.version(1, DEFAULT)));
        TierSetting older = setting(before, TODAY);
        TierAccount account = account("platinum", older);
        TierRules.settle(account, older);
        TierRules.evaluate(account, QUARTER, older);
        assertThat(account.isChanged()).isFalse();
        assertThat(history(account)).isEmpty();
    }

    @Test
    void raisedThresholdShowsAtTheEvaluationAndALoweredOneAtTheNextOrder() {
        TierSetting dearer = setting(
                List.of(tier("member", 0, 0), tier("silver", 90_000, 0), tier("gold", 95_000, 0)), BY_SPEND, TODAY);
        TierAccount account = account("silver", dearer);
        account.count(TODAY, 60_000, 1);
        TierRules.settle(account, dearer);
        assertThat(account.isChanged()).isFalse();
        TierRules.evaluate(account, QUARTER, dearer);
        assertThat(history(account)).containsExactly("GRACE silver>silver");
        TierAccount lucky = account("member", NOW);
        lucky.count(TODAY, 60_000, 1);
        TierRules.evaluate(lucky, QUARTER, NOW);
        assertThat(history(lucky)).containsExactly("EVALUATION member>silver");
    }

    @Test
    void mergeAddsWhatBothSpent() {
        TierAccount old = account("member", NOW);
        TierAccount survivor = account("member", NOW);
        buy(old, TODAY, 30_000, NOW);
        buy(survivor, TODAY, 20_000, NOW);
        TierRules.merge(old, survivor, entry(), NOW);
        assertThat(history(survivor)).containsExactly("MERGE member>silver");
        assertThat(survivor.figures()).isEqualTo(new Figures(50_000, 1));
        assertThat(old.standing().mergedInto()).isEqualTo(survivor.memberId);
    }
}
