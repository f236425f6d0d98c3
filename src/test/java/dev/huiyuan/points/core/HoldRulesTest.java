package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HoldRulesTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Books books = Books.plain();

    private UUID held(long earned, long points) {
        books.accept(books.order(earned * 100));
        return books.accept(books.hold(points, QUARTER)).id();
    }

    @Test
    void heldPointsAreNotAvailableAndNotGone() {
        held(100, 70);
        assertThat(books.balance()).isEqualTo(new Balance(30, 0, 70, 0));
        assertThat(books.refuse(books.redemption(31))).isEqualTo("points-insufficient");
        assertThat(books.refuse(books.hold(31, QUARTER))).isEqualTo("points-insufficient");
        assertThat(books.accept(books.redemption(30)).after()).isEqualTo(new Balance(0, 0, 70, 0));
    }

    @Test
    void captureOfAPartReturnsTheRestAndOnlyOnce() {
        UUID hold = held(100, 70);

        LedgerEntry capture = books.accept(books.capture(hold, 50L));

        assertThat(capture.points()).isEqualTo(-50);
        assertThat(capture.explanation().matured()).isEqualTo(20);
        assertThat(books.balance()).isEqualTo(new Balance(50, 0, 0, 0));
        assertThat(books.refuse(books.release(hold))).isEqualTo("hold-not-open");
        assertThat(books.world.apply(books.capture(hold, 50L)).entry()).isEqualTo(capture);
        assertThat(books.refuse(books.capture(hold, 51L))).isEqualTo("conflict");
    }

    @Test
    void noMoreIsCapturedThanIsHeld() {
        UUID hold = held(100, 70);
        assertThat(books.refuse(books.capture(hold, 71L))).isEqualTo("capture-exceeds-hold");
        assertThat(books.refuse(books.capture(new UUID(1, 1), 1L))).isEqualTo("hold-not-open");
        assertThat(books.accept(books.capture(hold, null)).points()).isEqualTo(-70);
    }

    @Test
    void holdTimesOutByItselfAndCanNotBeCapturedAnyMore() {
        UUID hold = held(100, 70);
        books.pass(QUARTER.minusNanos(1000));
        assertThat(books.refuse(books.redemption(31))).isEqualTo("points-insufficient");
        books.pass(QUARTER);

        assertThat(books.refuse(books.capture(hold, null))).isEqualTo("hold-not-open");

        LedgerEntry release = books.entries().getLast();
        assertThat(release.type()).isEqualTo(EntryType.RELEASE);
        assertThat(release.explanation().note()).isEqualTo(Explanation.TIMED_OUT);
        assertThat(release.effectiveAt()).isEqualTo(World.START.plus(QUARTER));
        assertThat(books.balance()).isEqualTo(new Balance(100, 0, 0, 0));
    }

    @Test
    void releaseThatComesAfterTheTimeOutFindsIt() {
        UUID hold = held(100, 70);
        books.pass(QUARTER);

        World.Outcome late = books.world.apply(books.release(hold));

        assertThat(late.isNew()).isFalse();
        assertThat(Objects.requireNonNull(late.entry()).actor()).isEqualTo(TimeRules.ACTOR);
        assertThat(books.world.apply(books.release(hold)).entry()).isEqualTo(late.entry());
    }

    @Test
    void releasedPointsPayADebtThatWasMadeInBetween() {
        LedgerEntry order = books.accept(books.order(10_000));
        UUID hold = books.accept(books.hold(100, QUARTER)).id();
        books.accept(books.refund(order.id(), 3_000L));
        assertThat(books.balance()).isEqualTo(new Balance(0, 0, 100, 30));

        LedgerEntry release = books.accept(books.release(hold));

        assertThat(release.points()).isZero();
        assertThat(release.explanation().debtPaid()).isEqualTo(30);
        assertThat(books.balance()).isEqualTo(new Balance(70, 0, 0, 0));
    }

    @Test
    void capturedPointsReturnToTheLotsThatTheHoldTookThemFrom() {
        LedgerEntry order = books.accept(books.order(10_000));
        UUID hold = books.accept(books.hold(70, QUARTER)).id();
        LedgerEntry capture = books.accept(books.capture(hold, 60L));
        assertThat(books.left(order)).isEqualTo(40);

        books.accept(books.giveBack(capture.id(), 25L));

        assertThat(books.left(order)).isEqualTo(65);
        assertThat(books.refuse(books.giveBack(capture.id(), 36L))).isEqualTo("reversal-exceeds-remainder");
        books.accept(books.giveBack(capture.id(), null));
        assertThat(books.left(order)).isEqualTo(100);
    }

    @Test
    void lotThatExpiresWhileItIsHeldReturnsAsAGraceLot() {
        Books monthly =
                Books.of(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1).grace(3));
        monthly.accept(monthly.order(1_000));
        UUID hold = monthly.accept(monthly.hold(10, Duration.ofDays(40))).id();
        monthly.pass(Duration.ofDays(35));

        LedgerEntry release = monthly.accept(monthly.release(hold));

        assertThat(monthly.balance()).isEqualTo(new Balance(10, 0, 0, 0));
        assertThat(monthly.lot(release.id()).expiresAt()).isEqualTo(Instant.parse("2026-04-17T16:00:00Z"));
        monthly.pass(Duration.ofDays(4));
        assertThat(monthly.refuse(monthly.redemption(1))).isEqualTo("points-insufficient");
    }

    @Test
    void graceThatIsOverBeforeAnyoneLooksIsOver() {
        Books monthly =
                Books.of(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 1).grace(3));
        monthly.accept(monthly.order(1_000));
        monthly.accept(monthly.hold(10, Duration.ofDays(40)));
        monthly.pass(Duration.ofDays(100));

        assertThat(monthly.refuse(monthly.redemption(1))).isEqualTo("points-insufficient");

        assertThat(monthly.balance()).isEqualTo(Balance.ZERO);
        assertThat(monthly.entries().getLast().type()).isEqualTo(EntryType.EXPIRY);
    }
}
