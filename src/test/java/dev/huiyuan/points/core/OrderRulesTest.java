package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderRulesTest {
    private static final Duration DAY = Duration.ofDays(1);
    private static final List<OrderLine> LINES = List.of(new OrderLine("a", 3_350), new OrderLine("b", 1_250));

    private final Books books = Books.plain();

    private static Refund lines(String... refs) {
        return new Refund(null, List.of(refs), false);
    }

    @Test
    void completionSetsWhenPendingPointsBecomeAvailable() {
        LedgerEntry order = books.accept(books.order(1_000, books.now().plus(DAY.multipliedBy(15))));
        books.accept(books.completion(order.id(), books.now().plus(DAY)));
        books.pass(DAY);
        assertThat(books.accept(books.redemption(10)).after()).isEqualTo(Balance.ZERO);
    }

    @Test
    void completionThatIsKnownLateTakesEffectNowAndNotBefore() {
        LedgerEntry order = books.accept(books.order(1_000, books.now().plus(DAY.multipliedBy(15))));
        books.pass(DAY.multipliedBy(5));

        books.accept(books.completion(order.id(), books.now().minus(DAY)));

        LedgerEntry maturity = books.entries().getLast();
        assertThat(maturity.type()).isEqualTo(EntryType.MATURITY);
        assertThat(maturity.effectiveAt()).isEqualTo(books.now());
        assertThat(books.balance()).isEqualTo(new Balance(10, 0, 0, 0));
    }

    @Test
    void completionAfterMaturityChangesNothingAndOfNoOrderIsRefused() {
        LedgerEntry order = books.accept(books.order(1_000, books.now().plus(DAY)));
        books.pass(DAY.multipliedBy(2));
        books.accept(books.completion(order.id(), books.now().plus(DAY)));
        assertThat(books.balance()).isEqualTo(new Balance(10, 0, 0, 0));
        LedgerEntry redemption = books.accept(books.redemption(1));
        assertThat(books.refuse(books.completion(redemption.id(), books.now()))).isEqualTo("entry-not-found");
    }

    @Test
    void refundOfLinesTakesWhatTheRestDoesNotEarnAndEachLineOnce() {
        LedgerEntry order = books.accept(books.order(LINES));
        assertThat(order.points()).isEqualTo(46);

        LedgerEntry refund = books.accept(books.refundOf(order.id(), lines("a")));

        assertThat(refund.points()).isEqualTo(-34);
        assertThat(refund.amountFen()).isEqualTo(-3_350);
        assertThat(books.refuse(books.refundOf(order.id(), lines("a")))).isEqualTo("reversal-exceeds-remainder");
        assertThat(books.refuse(books.refundOf(order.id(), lines("c")))).isEqualTo("line-not-found");
        assertThat(books.accept(books.refundOf(order.id(), lines("b"))).points())
                .isEqualTo(-12);
    }

    @Test
    void refundByOrderTakesWhatIsLeftAndSaysSo() {
        LedgerEntry order = books.accept(books.order(1_000));
        books.accept(books.refund(order.id(), 700L));
        assertThat(books.refuse(books.refund(order.id(), 301L))).isEqualTo("reversal-exceeds-remainder");

        LedgerEntry rest = books.accept(books.refundOf(order.id(), new Refund(301L, List.of(), true)));

        assertThat(rest.points()).isEqualTo(-3);
        assertThat(rest.amountFen()).isEqualTo(-300);
        assertThat(rest.explanation().note()).isEqualTo(Explanation.EXCEEDS_ORDER);
    }

    @Test
    void orderIsCutByItsLimitAndItsRefundTakesNothingUntilTheRestEarnsLess() {
        Books capped = Books.of(Terms.PLAIN.capped(20L, null));
        LedgerEntry order = capped.accept(capped.order(3_000));
        assertThat(order.points()).isEqualTo(20);
        assertThat(order.explanation().limit()).isEqualTo(20);
        assertThat(capped.accept(capped.refund(order.id(), 1_000L)).points()).isZero();
        assertThat(capped.accept(capped.refund(order.id(), 500L)).points()).isEqualTo(-5);
        assertThat(capped.accept(capped.refund(order.id(), null)).points()).isEqualTo(-15);
    }

    @Test
    void limitOfADayHoldsForTheDayOfTheOrdersInTheProgrammesZone() {
        Books capped = Books.of(Terms.PLAIN.capped(null, 25L));
        capped.at("2026-03-31T15:50:00Z");
        assertThat(capped.accept(capped.order(2_000)).points()).isEqualTo(20);
        assertThat(capped.accept(capped.order(2_000)).points()).isEqualTo(5);
        LedgerEntry none = capped.accept(capped.order(2_000));
        assertThat(none.points()).isZero();
        assertThat(none.explanation().limit()).isZero();
        capped.at("2026-03-31T16:00:00Z");
        assertThat(capped.accept(capped.order(2_000)).points()).isEqualTo(20);
    }

    @Test
    void refundOfAnOrderDoesNotOpenTheDaysLimitAgain() {
        Books capped = Books.of(Terms.PLAIN.capped(null, 25L));
        LedgerEntry order = capped.accept(capped.order(2_500));
        capped.accept(capped.refund(order.id(), null));
        assertThat(capped.accept(capped.order(1_000)).points()).isZero();
    }

    @Test
    void fractionsAreRoundedAsTheProgrammeSays() {
        Books halfUp = Books.of(Terms.PLAIN.rounding(Programme.Rounding.HALF_UP));
        assertThat(halfUp.accept(halfUp.order(149)).points()).isEqualTo(1);
        LedgerEntry order = halfUp.accept(halfUp.order(150));
        assertThat(order.points()).isEqualTo(2);
        assertThat(order.explanation().rounding()).isEqualTo(Programme.Rounding.HALF_UP);
        Books ceiling = Books.of(Terms.PLAIN.rounding(Programme.Rounding.CEILING));
        assertThat(ceiling.accept(ceiling.order(101)).points()).isEqualTo(2);
        assertThat(ceiling.accept(ceiling.order(100)).points()).isEqualTo(1);
        assertThat(ceiling.accept(ceiling.order(0)).points()).isZero();
    }

    @Test
    void multipliersAreCombinedAsTheProgrammeSaysAndFlatPointsAreAdded() {
        assertThat(earned(Programme.Combination.HIGHEST)).isEqualTo(207);
        assertThat(earned(Programme.Combination.ADD)).isEqualTo(257);
        assertThat(earned(Programme.Combination.MULTIPLY)).isEqualTo(307);
    }

    private static long earned(Programme.Combination how) {
        Books combining = Books.of(Terms.PLAIN.combining(how));
        combining.multiply(
                new Multiplier("tier:gold", 150), new Multiplier("double-day", 200), new Multiplier("lunch", 100, 7));
        assertThat(combining.accept(combining.order(0)).points()).isZero();
        LedgerEntry entry = combining.accept(combining.order(10_000));
        assertThat(NaiveEarning.recomputed(entry.explanation())).isEqualTo(entry.points());
        return entry.points();
    }

    @Test
    void orderThatIsOlderThanPointsLiveIsBookedWithItsExpiry() {
        Books monthly = Books.of(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1));
        Instant longAgo = monthly.now().minus(Duration.ofDays(90));

        LedgerEntry order = monthly.accept(monthly.order(1_000, null, longAgo, List.of()));

        assertThat(order.points()).isEqualTo(10);
        LedgerEntry expiry = monthly.entries().getLast();
        assertThat(expiry.type()).isEqualTo(EntryType.EXPIRY);
        assertThat(expiry.effectiveAt()).isEqualTo(monthly.now());
        assertThat(monthly.balance()).isEqualTo(Balance.ZERO);
    }

    @Test
    void refundBeforeAnOldOrderTakesOtherPointsWhereItsOwnHaveExpired() {
        Books monthly = Books.of(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1));
        monthly.accept(monthly.order(5_000));
        Command.Accrue old = monthly.order(1_000, null, monthly.now().minus(Duration.ofDays(90)), List.of());
        monthly.world.happen(old.key(), new World.OrderEvent("R-1", new Refund(null, List.of(), true), null));

        monthly.accept(old);

        assertThat(monthly.entries().getLast().points()).isEqualTo(-10);
        assertThat(monthly.balance()).isEqualTo(new Balance(40, 0, 0, 0));
    }

    @Test
    void orderInTheFutureCountsAsNowAndFarAheadIsRefused() {
        Command.Accrue soon = books.order(1_000, null, books.now().plusSeconds(600), List.of());
        assertThat(books.accept(soon).occurredAt()).isEqualTo(books.now());
        Command.Accrue late = books.order(1_000, null, books.now().plusSeconds(601), List.of());
        assertThat(books.refuse(late)).isEqualTo("occurred-at-in-future");
        assertThat(books.refuse(books.order(100_000_001))).isEqualTo("amount-too-large");
    }

    @Test
    void refundFollowsTheRulesOfItsOrderAndNotThoseOfToday() {
        LedgerEntry order = books.accept(books.order(1_050));
        books.pass(DAY);
        books.world.legislate(Terms.PLAIN.rounding(Programme.Rounding.CEILING).capped(3L, null));
        assertThat(books.accept(books.refund(order.id(), null)).points()).isEqualTo(-10);
        LedgerEntry next = books.accept(books.order(1_050));
        assertThat(next.points()).isEqualTo(3);
        assertThat(next.ruleVersion()).isEqualTo(World.FIRST_VERSION + 1);
        LedgerEntry before = books.accept(books.order(1_050, null, World.START, List.of()));
        assertThat(before.points()).isEqualTo(10);
        assertThat(before.ruleVersion()).isEqualTo(World.FIRST_VERSION);
    }
}
