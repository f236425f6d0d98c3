package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AccountRulesTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final Books books = Books.plain();

    @Test
    void adjustmentsAddAndTakeWhatIsThere() {
        books.accept(books.adjustment(50));
        assertThat(books.refuse(books.adjustment(-51))).isEqualTo("points-insufficient");
        assertThat(books.accept(books.adjustment(-20)).after()).isEqualTo(new Balance(30, 0, 0, 0));
    }

    @Test
    void adjustmentPaysDebtFirstAndClosedMembersGetNone() {
        LedgerEntry order = books.accept(books.order(1_000));
        books.accept(books.redemption(10));
        books.accept(books.refund(order.id(), null));
        LedgerEntry adjustment = books.accept(books.adjustment(25));
        assertThat(adjustment.explanation().debtPaid()).isEqualTo(10);
        assertThat(books.balance()).isEqualTo(new Balance(15, 0, 0, 0));
        books.is(MemberState.CLOSED, null, null);
        assertThat(books.refuse(books.adjustment(1))).isEqualTo("member-closed");
        books.accept(books.adjustment(-15));
    }

    @Test
    void frozenAccountEarnsAndIsCorrectedButSpendsNothing() {
        books.accept(books.order(5_000));
        var hold = books.accept(books.hold(10, DAY)).id();
        books.accept(books.freeze(true));
        assertThat(books.refuse(books.freeze(true))).isEqualTo("account-frozen");
        assertThat(books.refuse(books.redemption(1))).isEqualTo("account-frozen");
        assertThat(books.refuse(books.hold(1, DAY))).isEqualTo("account-frozen");
        assertThat(books.refuse(books.gift(books.world.join(), 1))).isEqualTo("account-frozen");
        books.accept(books.order(1_000));
        books.accept(books.adjustment(-5));
        books.accept(books.capture(hold, null));
        books.accept(books.freeze(false));
        assertThat(books.refuse(books.freeze(false))).isEqualTo("account-not-frozen");
        assertThat(books.accept(books.redemption(45)).after()).isEqualTo(Balance.ZERO);
    }

    @Test
    void slidingPointsLiveAsLongAsTheMemberComes() {
        Books sliding = Books.of(Terms.PLAIN.expiring(Programme.Expiry.SLIDING, 1));
        sliding.accept(sliding.order(1_000));
        sliding.pass(DAY.multipliedBy(25));
        sliding.accept(sliding.redemption(1));
        sliding.pass(DAY.multipliedBy(25));
        sliding.accept(sliding.order(100));
        sliding.pass(DAY.multipliedBy(25));
        sliding.accept(sliding.adjustment(1));
        sliding.pass(DAY.multipliedBy(10));

        assertThat(sliding.refuse(sliding.redemption(1))).isEqualTo("points-insufficient");

        LedgerEntry expiry = sliding.entries().getLast();
        assertThat(expiry.points()).isEqualTo(-11);
        assertThat(expiry.explanation().note()).isEqualTo(Explanation.INACTIVITY);
        assertThat(expiry.effectiveAt()).isEqualTo(Instant.parse("2026-05-29T16:00:00Z"));
    }

    @Test
    void pointsThatReturnAfterInactivityGetATimeOfTheirOwnFromThen() {
        Books sliding = Books.of(Terms.PLAIN.expiring(Programme.Expiry.SLIDING, 1));
        sliding.accept(sliding.order(1_000));
        sliding.accept(sliding.hold(10, DAY.multipliedBy(40)));
        sliding.pass(DAY.multipliedBy(45));
        sliding.world.settleAll();
        assertThat(sliding.balance()).isEqualTo(new Balance(10, 0, 0, 0));
        assertThat(sliding.account().standing().slidingExpiresAt()).isEqualTo(Instant.parse("2026-05-19T16:00:00Z"));
        sliding.pass(DAY.multipliedBy(40));
        assertThat(sliding.refuse(sliding.redemption(1))).isEqualTo("points-insufficient");
        assertThat(sliding.balance()).isEqualTo(Balance.ZERO);
    }

    @Test
    void pointsFromBeforeSlidingExpiryGetTheirDateWithTheNextCommandAndNotByAMaturity() {
        books.accept(books.order(1_000));
        books.accept(books.order(500, books.now().plus(DAY)));
        books.world.legislate(Terms.PLAIN.expiring(Programme.Expiry.SLIDING, 1));
        books.pass(DAY.multipliedBy(90));
        books.world.settleAll();
        assertThat(books.balance()).isEqualTo(new Balance(15, 0, 0, 0));

        books.accept(books.adjustment(1));
        books.pass(DAY.multipliedBy(40));

        assertThat(books.refuse(books.redemption(1))).isEqualTo("points-insufficient");
    }

    @Test
    void pointsThatExpireLateAreExplainedByTheRulesOfTheirDay() {
        Books monthly =
                Books.of(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1).grace(30));
        monthly.accept(monthly.order(1_000));
        monthly.accept(monthly.hold(10, DAY.multipliedBy(40)));
        monthly.pass(DAY.multipliedBy(50));
        monthly.world.legislate(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1).grace(1));

        monthly.world.settleAll();

        LedgerEntry release = monthly.entries().getLast();
        assertThat(release.ruleVersion()).isEqualTo(World.FIRST_VERSION);
        assertThat(monthly.lot(release.id()).expiresAt()).isEqualTo(Instant.parse("2026-05-19T16:00:00Z"));
    }
}
