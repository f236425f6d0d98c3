package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.huiyuan.programme.Programme.ReversalPolicy;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Several commands that are booked all or none. */
class TogetherTest {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final Books books = Books.plain();

    private static Together together(Command main, Command... before) {
        return new Together(List.of(before), main);
    }

    @Test
    void orderThatIsPaidWithPointsEarnsItsOwnAfterwards() {
        books.accept(books.order(10_000));

        LedgerEntry earned = books.accept(together(books.order(3_000), books.redemption(100)));

        assertThat(earned.type()).isEqualTo(EntryType.ACCRUAL);
        assertThat(earned.points()).isEqualTo(30);
        assertThat(books.entries()).extracting(LedgerEntry::points).containsExactly(100L, -100L, 30L);
        assertThat(books.balance()).isEqualTo(new Balance(30, 0, 0, 0));
    }

    @Test
    void pointsThatTheOrderEarnsCannotPayIt() {
        books.accept(books.order(1_000));
        PointsAccount before = books.account();

        assertThat(books.refuse(together(books.order(3_000), books.redemption(11))))
                .isEqualTo("points-insufficient");

        assertThat(books.account()).isEqualTo(before);
    }

    @Test
    void nothingIsLeftOfWhatCameBeforeTheOneThatIsRefused() {
        LedgerEntry order = books.accept(books.order(10_000));
        Command.Redeem spending = books.redemption(40);
        PointsAccount before = books.account();

        assertThat(books.refuse(together(books.refund(order.id(), 10_001L), spending)))
                .isEqualTo("reversal-exceeds-remainder");

        assertThat(books.account()).isEqualTo(before);
        assertThat(books.accept(spending).points()).isEqualTo(-40);
    }

    @Test
    void whatComesBeforeUsesUpItsOwnKey() {
        books.accept(books.order(10_000));
        Command.Redeem spending = books.redemption(40);
        Together both = together(books.order(3_000), spending);

        LedgerEntry earned = books.accept(both);

        assertThat(books.world.apply(both).entry()).isEqualTo(earned);
        assertThat(books.world.apply(spending).isNew()).isFalse();
        assertThat(books.balance()).isEqualTo(new Balance(90, 0, 0, 0));
    }

    @Test
    void heldPointsAreCapturedWithTheOrderOrNothingIs() {
        books.accept(books.order(10_000));
        UUID hold = books.accept(books.hold(60, QUARTER)).id();
        books.accept(together(books.order(2_000), books.capture(hold, 50L)));
        assertThat(books.balance()).isEqualTo(new Balance(70, 0, 0, 0));

        UUID late = books.accept(books.hold(60, QUARTER)).id();
        books.pass(QUARTER);

        assertThat(books.refuse(together(books.order(2_000), books.capture(late, null))))
                .isEqualTo("hold-not-open");
        assertThat(books.balance()).isEqualTo(new Balance(70, 0, 0, 0));
    }

    @Test
    void refundGivesBackWhatWasSpentBeforeItTakesWhatWasEarned() {
        Books own = Books.of(ReversalPolicy.ALLOW_DEBT);
        own.accept(own.order(10_000));
        Command.Redeem spending = own.redemption(100);
        LedgerEntry earned = own.accept(together(own.order(3_000), spending));
        UUID spent = own.entries().get(1).id();
        own.accept(own.redemption(30));

        own.accept(together(own.refund(earned.id(), null), own.giveBack(spent, null)));

        assertThat(own.balance()).isEqualTo(new Balance(70, 0, 0, 0));
    }

    @Test
    void onlySingleCommandsOnOneAccountGoTogether() {
        Books other = books.world.join();
        Command order = books.order(100);
        assertThatIllegalArgumentException().isThrownBy(() -> together(order, other.redemption(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> together(order, books.gift(other, 1)));
        assertThatIllegalArgumentException().isThrownBy(() -> together(together(order), books.redemption(1)));
    }
}
