package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LedgerRulesTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Books books = Books.plain();

    @Test
    void pointsAreRoundedDown() {
        assertThat(books.accept(books.order(5899)).points()).isEqualTo(58);
        assertThat(books.accept(books.order(99)).points()).isZero();
        assertThat(EarningRules.points(9_999, 3, 150, Programme.Rounding.FLOOR)).isEqualTo(449);
    }

    @Test
    void highestMultiplierWinsAndEveryOneIsExplained() {
        books.is(MemberState.ACTIVE, new Birthday(3, 31, null), Instant.EPOCH);
        books.multiply(new Multiplier("tier:gold", 150), new Multiplier("double-day", 300));

        LedgerEntry entry = books.accept(books.order(1000));

        assertThat(entry.points()).isEqualTo(30);
        assertThat(entry.explanation().rules())
                .containsExactly(
                        new AppliedRule("double-day", 300, null, null, true),
                        new AppliedRule("birthday-month", 200, null, 7, false),
                        new AppliedRule("tier:gold", 150, null, null, false));
    }

    @Test
    void birthdayMonthIsTheOneOfTheProgrammesZone() {
        books.is(MemberState.ACTIVE, new Birthday(4, 1, null), Instant.EPOCH);
        books.at("2026-03-31T15:59:59Z");
        assertThat(books.accept(books.order(1000)).points()).isEqualTo(10);
        books.at("2026-03-31T16:00:00Z");
        assertThat(books.accept(books.order(1000)).points()).isEqualTo(20);
    }

    @Test
    void whoJoinsInTheSecondOfTheOrderEarnsAndWhoJoinsLaterDoesNot() {
        books.is(MemberState.ACTIVE, null, books.now().plusMillis(300));
        assertThat(books.accept(books.order(1000)).points()).isEqualTo(10);
        books.is(MemberState.ACTIVE, null, books.now().plusSeconds(1));
        assertThat(books.accept(books.order(1000)).explanation().note()).isEqualTo(Explanation.OUTSIDE_PROGRAMME);
    }

    @Test
    void closedMembersNeitherEarnNorSpend() {
        books.is(MemberState.CLOSED, null, Instant.EPOCH);
        assertThat(books.refuse(books.order(1000))).isEqualTo("member-closed");
        assertThat(books.refuse(books.redemption(1))).isEqualTo("member-closed");
    }

    @Test
    void balanceStaysBelowWhatClientsCanRepresent() {
        books.accept(books.adjustment(Balance.LIMIT - 5));
        assertThat(books.refuse(books.order(600))).isEqualTo("points-limit-reached");
        assertThat(books.accept(books.order(500)).points()).isEqualTo(5);
    }

    @Test
    void nearestExpiryIsSpentFirstThenEarliestEarnedAndWithoutExpiryLast() {
        Instant soon = books.now().plus(DAY);
        Instant later = soon.plus(DAY);
        Lot never = lot(1, books.now().minus(DAY), null);
        Lot second = lot(2, books.now().minusSeconds(5), later);
        Lot first = lot(3, books.now(), soon);
        Lot third = lot(4, books.now(), later);
        assertThat(Stream.of(never, second, first, third).sorted(Lot.SPEND_ORDER))
                .containsExactly(first, second, third, never);
    }

    private static Lot lot(long id, Instant earnedAt, @Nullable Instant expiresAt) {
        return new Lot(new UUID(0, id), new UUID(0, id), 10, 10, false, earnedAt, earnedAt, expiresAt);
    }

    @Test
    void pendingPointsMatureByThemselves() {
        LedgerEntry order = books.accept(books.order(1000, books.now().plus(DAY)));
        assertThat(order.after()).isEqualTo(new Balance(0, 10, 0, 0));
        assertThat(books.refuse(books.redemption(5))).isEqualTo("points-insufficient");

        books.pass(DAY);
        LedgerEntry redemption = books.accept(books.redemption(5));

        assertThat(redemption.after()).isEqualTo(new Balance(5, 0, 0, 0));
        LedgerEntry maturity = books.entries().get(1);
        assertThat(maturity.type()).isEqualTo(EntryType.MATURITY);
        assertThat(maturity.points()).isZero();
        assertThat(maturity.key())
                .isEqualTo(new BusinessKey("maturity", order.id().toString(), EntryType.MATURITY));
        assertThat(maturity.explanation().matured()).isEqualTo(10);
    }

    @Test
    void lotsExpireAtTheEndOfTheirDayAndNotBefore() {
        Books yearly = Books.of(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 12));
        LedgerEntry order = yearly.accept(yearly.order(1000));
        yearly.at("2027-03-10T15:59:59Z");
        assertThat(yearly.accept(yearly.redemption(1)).after().available()).isEqualTo(9);
        yearly.at("2027-03-10T16:00:00Z");

        assertThat(yearly.refuse(yearly.redemption(1))).isEqualTo("points-insufficient");

        LedgerEntry expiry = yearly.entries().getLast();
        assertThat(expiry.type()).isEqualTo(EntryType.EXPIRY);
        assertThat(expiry.points()).isEqualTo(-9);
        assertThat(expiry.occurredAt()).isEqualTo("2027-03-10T16:00:00Z");
        assertThat(expiry.key()).isEqualTo(new BusinessKey("expiry", order.id().toString(), EntryType.EXPIRY));
        assertThat(yearly.balance()).isEqualTo(Balance.ZERO);
    }

    @Test
    void expiryRulesEndAtTheEndOfMonthOrYear() {
        Instant earned = Instant.parse("2026-01-31T04:00:00Z");
        assertThat(LotRules.expiresAt(earned, programme(Programme.Expiry.END_OF_MONTH, 1)))
                .isEqualTo("2026-02-28T16:00:00Z");
        assertThat(LotRules.expiresAt(earned, programme(Programme.Expiry.END_OF_YEAR, 12)))
                .isEqualTo("2027-12-31T16:00:00Z");
        assertThat(LotRules.expiresAt(earned, programme(Programme.Expiry.NONE, 12)))
                .isNull();
    }

    private static Programme programme(Programme.Expiry expiry, int months) {
        return Terms.PLAIN.expiring(expiry, months).programme();
    }

    @Test
    void refundTakesItsOwnLotFirstThenOthersThenMakesDebt() {
        LedgerEntry first = books.accept(books.order(1000));
        books.pass(DAY);
        LedgerEntry second = books.accept(books.order(2000));

        LedgerEntry refund = books.accept(books.refund(second.id(), 500L));
        assertThat(refund.points()).isEqualTo(-5);
        assertThat(books.left(second)).isEqualTo(15);
        books.accept(books.redemption(20));
        assertThat(books.left(first)).isZero();
        LedgerEntry rest = books.accept(books.refund(second.id(), null));

        assertThat(rest.points()).isEqualTo(-15);
        assertThat(rest.explanation().debtMade()).isEqualTo(10);
        assertThat(books.balance()).isEqualTo(new Balance(0, 0, 0, 10));
        assertThat(books.refuse(books.refund(second.id(), null))).isEqualTo("reversal-exceeds-remainder");
    }

    @Test
    void policiesWithoutDebtRecordWhatTheyCouldNotTake() {
        Books within = Books.of(Programme.ReversalPolicy.WITHIN_BALANCE);
        LedgerEntry order = within.accept(within.order(1000));
        within.accept(within.redemption(7));
        LedgerEntry refund = within.accept(within.refund(order.id(), null));
        assertThat(refund.points()).isEqualTo(-3);
        assertThat(refund.explanation().shortfall()).isEqualTo(7);
        assertThat(within.balance()).isEqualTo(Balance.ZERO);

        Books pendingOnly = Books.of(Programme.ReversalPolicy.ONLY_PENDING);
        LedgerEntry booked = pendingOnly.accept(pendingOnly.order(1000));
        LedgerEntry pending =
                pendingOnly.accept(pendingOnly.order(1000, pendingOnly.now().plus(DAY)));
        assertThat(pendingOnly
                        .accept(pendingOnly.refund(booked.id(), null))
                        .explanation()
                        .shortfall())
                .isEqualTo(10);
        assertThat(pendingOnly.accept(pendingOnly.refund(pending.id(), null)).points())
                .isEqualTo(-10);
    }

    @Test
    void maturingPointsPayDebtFirst() {
        LedgerEntry order = books.accept(books.order(1000));
        books.accept(books.redemption(10));
        books.accept(books.refund(order.id(), null));
        books.accept(books.order(3000, books.now().plus(DAY)));
        assertThat(books.balance()).isEqualTo(new Balance(0, 30, 0, 10));
        books.pass(DAY);

        assertThat(books.accept(books.order(0)).after()).isEqualTo(new Balance(20, 0, 0, 0));
    }

    @Test
    void returnedPointsGoBackToTheirLotsTheLastOneTakenFirst() {
        LedgerEntry first = books.accept(books.order(1000));
        books.pass(DAY);
        LedgerEntry second = books.accept(books.order(2000));
        LedgerEntry redemption = books.accept(books.redemption(25));

        books.accept(books.giveBack(redemption.id(), 16L));
        assertThat(books.left(second)).isEqualTo(20);
        assertThat(books.left(first)).isEqualTo(1);
        assertThat(books.refuse(books.giveBack(redemption.id(), 10L))).isEqualTo("reversal-exceeds-remainder");
        books.accept(books.giveBack(redemption.id(), null));
        assertThat(books.left(first)).isEqualTo(10);
    }

    @Test
    void pointsOfALotThatExpiredInBetweenReturnToAGraceLot() {
        Books monthly = Books.of(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1));
        monthly.accept(monthly.order(1000));
        LedgerEntry redemption = monthly.accept(monthly.redemption(10));
        monthly.pass(Duration.ofDays(60));

        LedgerEntry returned = monthly.accept(monthly.giveBack(redemption.id(), null));

        assertThat(returned.after().available()).isEqualTo(10);
        Lot grace = monthly.lot(returned.id());
        assertThat(grace.expiresAt()).isEqualTo("2026-06-08T16:00:00Z");
        monthly.pass(Duration.ofDays(31));
        assertThat(monthly.refuse(monthly.redemption(1))).isEqualTo("points-insufficient");
    }

    @Test
    void reversalOfAnEntryOfAnotherKindIsRefused() {
        LedgerEntry order = books.accept(books.order(1000));
        LedgerEntry redemption = books.accept(books.redemption(5));
        assertThat(books.refuse(books.giveBack(order.id(), null))).isEqualTo("entry-not-found");
        assertThat(books.refuse(books.refund(redemption.id(), null))).isEqualTo("entry-not-found");
        assertThat(books.refuse(books.refund(new UUID(1, 1), null))).isEqualTo("entry-not-found");
    }
}
