package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TransferRulesTest {
    private final World world = new World(Terms.PLAIN.expiring(Programme.Expiry.MONTHS, 3));
    private final Books giver = world.join();
    private final Books receiver = world.join();

    private long total() {
        return WorldProperties.total(world);
    }

    @Test
    void giftKeepsTheDatesOfItsPoints() {
        giver.accept(giver.order(1_000));
        world.pass(Duration.ofDays(40));
        giver.accept(giver.order(2_000));

        giver.accept(giver.gift(receiver, 25));

        assertThat(Invariants.expiring(world, receiver.memberId).values()).containsExactlyInAnyOrder(10L, 15L);
        assertThat(Invariants.expiring(world, receiver.memberId))
                .containsEntry(Instant.parse("2026-06-10T16:00:00Z"), 10L);
        assertThat(total()).isEqualTo(30);
        world.pass(Duration.ofDays(60));
        assertThat(receiver.refuse(receiver.redemption(16))).isEqualTo("points-insufficient");
    }

    @Test
    void giftIsTakenBackOnceWithTheDatesThatItHad() {
        giver.accept(giver.order(1_000));
        LedgerEntry given = giver.accept(giver.gift(receiver, 10));

        giver.accept(giver.takeBack(given));

        assertThat(giver.balance()).isEqualTo(new Balance(10, 0, 0, 0));
        assertThat(receiver.balance()).isEqualTo(Balance.ZERO);
        assertThat(giver.refuse(giver.takeBack(given))).isEqualTo("reversal-exceeds-remainder");
        assertThat(total()).isEqualTo(10);
    }

    @Test
    void giftThatWasSpentBecomesTheReceiversDebtWhereDebtIsAllowed() {
        giver.accept(giver.order(1_000));
        LedgerEntry given = giver.accept(giver.gift(receiver, 10));
        receiver.accept(receiver.redemption(7));

        giver.accept(giver.takeBack(given));

        assertThat(giver.balance()).isEqualTo(new Balance(10, 0, 0, 0));
        assertThat(receiver.balance()).isEqualTo(new Balance(0, 0, 0, 7));
    }

    @Test
    void withoutDebtTheGiverGetsExactlyWhatIsThere() {
        for (Programme.ReversalPolicy policy :
                List.of(Programme.ReversalPolicy.WITHIN_BALANCE, Programme.ReversalPolicy.ONLY_PENDING)) {
            Books from = Books.of(policy);
            Books to = from.world.join();
            from.accept(from.order(1_000));
            LedgerEntry given = from.accept(from.gift(to, 10));
            to.accept(to.redemption(7));

            assertThat(from.accept(from.takeBack(given)).explanation().shortfall())
                    .isEqualTo(7);

            assertThat(from.balance().available()).isEqualTo(3);
            assertThat(to.balance()).isEqualTo(Balance.ZERO);
            assertThat(from.refuse(from.takeBack(given))).isEqualTo("receiver-has-nothing-left");
        }
    }

    @Test
    void receiverPaysDebtWithAGift() {
        LedgerEntry order = receiver.accept(receiver.order(1_000));
        receiver.accept(receiver.redemption(10));
        receiver.accept(receiver.refund(order.id(), null));
        giver.accept(giver.order(3_000));

        giver.accept(giver.gift(receiver, 15));

        assertThat(receiver.balance()).isEqualTo(new Balance(5, 0, 0, 0));
        assertThat(receiver.entries().getLast().explanation().debtPaid()).isEqualTo(10);
    }

    @Test
    void giftsAreLimitedByDayInTheProgrammesZone() {
        giver.accept(giver.order(1_000_000));
        giver.at("2026-03-11T15:59:00Z");
        for (int i = 0; i < 5; i++) giver.accept(giver.gift(receiver, 1));
        assertThat(giver.refuse(giver.gift(receiver, 1))).isEqualTo("transfer-limit-reached");
        giver.at("2026-03-11T16:00:00Z");
        assertThat(giver.refuse(giver.gift(receiver, 2_001))).isEqualTo("transfer-limit-reached");
        giver.accept(giver.gift(receiver, 1_999));
        assertThat(giver.refuse(giver.gift(receiver, 2))).isEqualTo("transfer-limit-reached");
        giver.accept(giver.gift(receiver, 1));
    }

    @Test
    void nobodyGivesToWhoCannotReceiveOrToThemselves() {
        giver.accept(giver.order(1_000));
        assertThat(giver.refuse(giver.gift(giver, 1))).isEqualTo("same-member");
        receiver.accept(receiver.freeze(true));
        assertThat(giver.refuse(giver.gift(receiver, 1))).isEqualTo("receiver-not-available");
        receiver.accept(receiver.freeze(false));
        receiver.is(MemberState.CLOSED, null, null);
        assertThat(giver.refuse(giver.gift(receiver, 1))).isEqualTo("receiver-not-available");
        receiver.is(MemberState.ACTIVE, null, null);
        assertThat(giver.refuse(giver.gift(receiver, 11))).isEqualTo("points-insufficient");
        giver.accept(giver.gift(receiver, 10));
        assertThat(total()).isEqualTo(10);
    }

    @Test
    void giftToWhomTheGiverWasMergedIntoIsNotTakenBack() {
        giver.accept(giver.order(1_000));
        LedgerEntry given = giver.accept(giver.gift(receiver, 4));
        giver.accept(giver.mergeInto(receiver));
        assertThat(giver.refuse(giver.takeBack(given))).isEqualTo("same-member");
        assertThat(total()).isEqualTo(10);
        Invariants.require(world);
    }

    @Test
    void entriesOfTwoDifferentGiftsAreNotReversedTogether() {
        Books third = world.join();
        giver.accept(giver.order(1_000));
        LedgerEntry given = giver.accept(giver.gift(receiver, 4));
        LedgerEntry other = giver.accept(giver.gift(third, 4));
        Command.ReverseTransfer right = giver.takeBack(given);
        Command.ReverseTransfer wrong = giver.takeBack(other);
        Command.ReverseTransfer mixed = new Command.ReverseTransfer(
                right.memberId(), wrong.otherId(), right.key(), "test", right.given(), wrong.got(), "TEST");
        assertThat(giver.refuse(mixed)).isEqualTo("entry-not-found");
        giver.accept(right);
    }
}
