package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergeRulesTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final World world = new World(Terms.PLAIN);
    private final Books old = world.join();
    private final Books survivor = world.join();

    private static Balance available(long points) {
        return new Balance(points, 0, 0, 0);
    }

    @Test
    void everythingGoesToTheSurvivorAndTheOldAccountAnswersNoMore() {
        old.accept(old.order(5_000));
        old.accept(old.order(1_000, old.now().plus(DAY)));
        survivor.accept(survivor.order(2_000));

        old.accept(old.mergeInto(survivor));

        assertThat(old.balance()).isEqualTo(Balance.ZERO);
        assertThat(survivor.balance()).isEqualTo(new Balance(70, 10, 0, 0));
        assertThat(old.refuse(old.redemption(1))).isEqualTo("account-merged");
        assertThat(old.refuse(old.mergeInto(survivor))).isEqualTo("account-merged");
        assertThat(survivor.refuse(survivor.gift(old, 1))).isEqualTo("account-merged");
        assertThat(old.accept(old.order(300)).memberId()).isEqualTo(survivor.memberId);
    }

    @Test
    void frozenClosedAndHoldingAccountsAreNotMerged() {
        old.accept(old.order(5_000));
        var hold = old.accept(old.hold(1, DAY)).id();
        assertThat(old.refuse(old.mergeInto(survivor))).isEqualTo("account-has-holds");
        old.accept(old.release(hold));
        survivor.accept(survivor.freeze(true));
        assertThat(old.refuse(old.mergeInto(survivor))).isEqualTo("account-frozen");
        survivor.accept(survivor.freeze(false));
        survivor.is(MemberState.CLOSED, null, null);
        assertThat(old.refuse(old.mergeInto(survivor))).isEqualTo("member-closed");
        survivor.is(MemberState.ACTIVE, null, null);
        assertThat(old.refuse(old.mergeInto(old))).isEqualTo("same-member");
        old.accept(old.mergeInto(survivor));
    }

    @Test
    void refundOfAnOldOrderTakesItsOwnLotOnTheSurvivorFirst() {
        survivor.accept(survivor.order(2_000));
        world.pass(DAY);
        LedgerEntry order = old.accept(old.order(5_000));
        old.accept(old.mergeInto(survivor));

        LedgerEntry refund = old.accept(old.refund(order.id(), 4_000L));

        assertThat(refund.memberId()).isEqualTo(survivor.memberId);
        assertThat(survivor.lot(order.id()).remaining()).isEqualTo(10);
        assertThat(survivor.balance()).isEqualTo(available(30));
    }

    @Test
    void whatTheSurvivorSpentIsItsDebtAndTheOldAccountGetsWhatRemains() {
        old.accept(old.order(5_000));
        survivor.accept(survivor.order(2_000));
        LedgerEntry merged = old.accept(old.mergeInto(survivor));
        survivor.accept(survivor.redemption(60));

        LedgerEntry undone = old.accept(old.undo(merged));

        assertThat(undone.points()).isEqualTo(10);
        assertThat(undone.explanation().shortfall()).isEqualTo(40);
        assertThat(old.balance()).isEqualTo(available(10));
        assertThat(survivor.balance()).isEqualTo(new Balance(0, 0, 0, 40));
        assertThat(old.refuse(old.undo(merged))).isEqualTo("not-merged");
    }

    @Test
    void debtsOfBothComeBackWithAnUndo() {
        indebt(old, 10);
        survivor.accept(survivor.order(5_000));
        LedgerEntry merged = old.accept(old.mergeInto(survivor));
        assertThat(survivor.balance()).isEqualTo(available(40));
        old.accept(old.undo(merged));
        assertThat(old.balance()).isEqualTo(new Balance(0, 0, 0, 10));
        assertThat(survivor.balance()).isEqualTo(available(50));

        LedgerEntry otherWay = survivor.accept(survivor.mergeInto(old));
        assertThat(old.balance()).isEqualTo(available(40));
        survivor.accept(survivor.undo(otherWay));
        assertThat(old.balance()).isEqualTo(new Balance(0, 0, 0, 10));
        assertThat(survivor.balance()).isEqualTo(available(50));
        Invariants.require(world);
    }

    private static void indebt(Books books, long points) {
        LedgerEntry order = books.accept(books.order(points * 100));
        books.accept(books.redemption(points));
        books.accept(books.refund(order.id(), null));
    }

    @Test
    void mergeAndUndoAgainKeepsPendingOrdersPendingAndRefundable() {
        LedgerEntry order = old.accept(old.order(5_000, old.now().plus(DAY.multipliedBy(9))));
        LedgerEntry first = old.accept(old.mergeInto(survivor));
        old.accept(old.undo(first));
        LedgerEntry second = old.accept(old.mergeInto(survivor));
        old.accept(old.refund(order.id(), 2_000L));
        assertThat(survivor.balance()).isEqualTo(new Balance(0, 30, 0, 0));

        old.accept(old.undo(second));

        assertThat(old.balance()).isEqualTo(new Balance(0, 30, 0, 0));
        assertThat(survivor.balance()).isEqualTo(Balance.ZERO);
    }

    @Test
    void completionOnTheSurvivorHoldsAfterAnUndo() {
        LedgerEntry order = old.accept(old.order(5_000, old.now().plus(DAY.multipliedBy(9))));
        LedgerEntry merged = old.accept(old.mergeInto(survivor));
        old.accept(old.completion(order.id(), old.now().plus(DAY)));
        old.accept(old.undo(merged));
        world.pass(DAY);
        assertThat(old.accept(old.redemption(50)).after()).isEqualTo(Balance.ZERO);
    }

    @Test
    void whatExpiresInBetweenIsNobodysDebtWhetherAJobHasRunOrNot() {
        for (boolean job : List.of(true, false)) {
            World monthly = new World(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1));
            Books gone = monthly.join();
            Books stays = monthly.join();
            gone.accept(gone.order(5_000));
            LedgerEntry merged = gone.accept(gone.mergeInto(stays));
            monthly.pass(DAY.multipliedBy(30));
            stays.accept(stays.order(2_000));
            monthly.pass(DAY.multipliedBy(10));
            if (job) monthly.settleAll();

            gone.accept(gone.undo(merged));

            assertThat(gone.balance()).isEqualTo(Balance.ZERO);
            assertThat(stays.balance()).isEqualTo(available(20));
        }
    }

    @Test
    void refundsOfOldOrdersAreTheOldAccountsWhereverTheyWereTaken() {
        LedgerEntry spent = old.accept(old.order(3_000));
        old.accept(old.redemption(30));
        old.accept(old.order(5_000));
        survivor.accept(survivor.order(1_000));
        LedgerEntry merged = old.accept(old.mergeInto(survivor));
        old.accept(old.refund(spent.id(), null));

        old.accept(old.undo(merged));

        assertThat(old.balance()).isEqualTo(available(20));
        assertThat(survivor.balance()).isEqualTo(available(10));
    }

    @Test
    void refundThatMadeDebtIsNotChargedTwice() {
        LedgerEntry order = old.accept(old.order(5_000));
        LedgerEntry merged = old.accept(old.mergeInto(survivor));
        survivor.accept(survivor.redemption(50));
        old.accept(old.refund(order.id(), null));
        assertThat(survivor.balance()).isEqualTo(new Balance(0, 0, 0, 50));

        old.accept(old.undo(merged));

        assertThat(survivor.balance()).isEqualTo(new Balance(0, 0, 0, 50));
        assertThat(old.balance()).isEqualTo(Balance.ZERO);
    }

    @Test
    void ofTwoSlidingDatesTheLaterOneHolds() {
        World sliding = new World(Terms.PLAIN.expiring(Programme.Expiry.SLIDING, 1));
        Books stays = sliding.join();
        Books gone = sliding.join();
        stays.accept(stays.order(1_000));
        sliding.pass(DAY.multipliedBy(20));
        gone.accept(gone.order(2_000));
        gone.accept(gone.mergeInto(stays));
        sliding.pass(DAY.multipliedBy(20));
        assertThat(stays.accept(stays.redemption(30)).after()).isEqualTo(Balance.ZERO);
    }

    @Test
    void pendingLotOfAnOrderThatIsOlderThanPointsLiveMovesToo() {
        World monthly = new World(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1));
        Books gone = monthly.join();
        Books stays = monthly.join();
        Instant longAgo = monthly.now.minus(DAY.multipliedBy(90));
        gone.accept(gone.order(1_000, monthly.now.plus(DAY), longAgo, List.of()));
        gone.accept(gone.mergeInto(stays));
        assertThat(stays.balance()).isEqualTo(new Balance(0, 10, 0, 0));
        monthly.pass(DAY);
        assertThat(stays.refuse(stays.redemption(1))).isEqualTo("points-insufficient");
        Invariants.require(monthly);
    }

    @Test
    void whatTheOldAccountSpentReturnsToTheSurvivorWithItsDatesInParts() {
        World monthly = new World(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 3));
        Books gone = monthly.join();
        Books stays = monthly.join();
        gone.accept(gone.order(1_000));
        monthly.pass(DAY.multipliedBy(40));
        gone.accept(gone.order(1_000));
        LedgerEntry redemption = gone.accept(gone.redemption(20));
        gone.accept(gone.mergeInto(stays));

        gone.accept(gone.giveBack(redemption.id(), 8L));
        gone.accept(gone.giveBack(redemption.id(), 8L));
        gone.accept(gone.giveBack(redemption.id(), null));

        assertThat(gone.refuse(gone.giveBack(redemption.id(), 1L))).isEqualTo("reversal-exceeds-remainder");
        assertThat(stays.balance()).isEqualTo(available(20));
        monthly.pass(DAY.multipliedBy(60));
        assertThat(stays.refuse(stays.redemption(11))).isEqualTo("points-insufficient");
        stays.accept(stays.redemption(10));
    }

    @Test
    void mergesInAChainAreUndoneFromTheEnd() {
        Books third = world.join();
        LedgerEntry order = old.accept(old.order(5_000));
        LedgerEntry first = old.accept(old.mergeInto(survivor));
        LedgerEntry second = survivor.accept(survivor.mergeInto(third));
        assertThat(old.refuse(old.undo(first))).isEqualTo("account-merged");
        old.accept(old.refund(order.id(), 1_000L));
        assertThat(third.balance()).isEqualTo(available(40));
        survivor.accept(survivor.undo(second));
        old.accept(old.undo(first));
        assertThat(old.balance()).isEqualTo(available(40));
        assertThat(third.balance()).isEqualTo(Balance.ZERO);
        Invariants.require(world);
    }
}
