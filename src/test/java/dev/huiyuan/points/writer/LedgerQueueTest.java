package dev.huiyuan.points.writer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.programme.Channel;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerQueueTest {
    private static final UUID ONE = new UUID(0, 1);
    private static final UUID OTHER = new UUID(0, 2);

    private final LedgerQueue queue = new LedgerQueue();
    private int keys;

    private Ticket ticket(Command command) {
        return new Ticket(new Submission(command, null, null, null), Long.MAX_VALUE);
    }

    private BusinessKey key(EntryType kind) {
        return new BusinessKey("test", String.valueOf(++keys), kind);
    }

    private Ticket accrual(UUID member) {
        return ticket(new Command.Accrue(
                member,
                key(EntryType.ACCRUAL),
                "test",
                100,
                List.of(),
                Instant.EPOCH,
                null,
                Channel.STORE,
                null,
                null,
                null));
    }

    private Ticket redemption(UUID member) {
        return ticket(new Command.Redeem(member, key(EntryType.REDEMPTION), "test", 1, "TEST", null, null));
    }

    private Ticket added(Ticket ticket) {
        queue.add(ticket);
        return ticket;
    }

    @Test
    void whoSpendsGoesBeforeAccrualsAndLeavesThemTheirShare() {
        List<Ticket> accruals = List.of(added(accrual(ONE)), added(accrual(ONE)), added(accrual(ONE)));
        List<Ticket> spending = List.of(
                added(redemption(OTHER)), added(redemption(OTHER)), added(redemption(OTHER)), added(redemption(OTHER)));

        assertThat(queue.take(4)).containsExactly(spending.get(0), spending.get(1), spending.get(2), accruals.get(0));
        assertThat(queue.take(4)).containsExactly(spending.get(3), accruals.get(1), accruals.get(2));
        assertThat(queue.isEmpty()).isTrue();
    }

    @Test
    void whatIsPutBackGoesBeforeEverything() {
        Ticket accrual = added(accrual(ONE));
        assertThat(queue.take(10)).containsExactly(accrual);
        Ticket redemption = added(redemption(ONE));
        queue.putBack(List.of(accrual));
        assertThat(queue.take(10)).containsExactly(accrual, redemption);
    }

    @Test
    void twoWithOneKeyDoNotMeetInABatchAndTheMembersOthersWaitWithTheSecond() {
        Ticket first = added(accrual(ONE));
        Ticket second = ticket(first.submission.command());
        queue.add(second);
        Ticket later = added(accrual(ONE));
        Ticket stranger = added(accrual(OTHER));

        assertThat(queue.take(10)).containsExactly(first, stranger);
        assertThat(queue.take(10)).containsExactly(second, later);
    }

    @Test
    void giftWaitsWithWhicheverOfItsTwoAccountsIsWaitedFor() {
        queue.park(OTHER);
        Ticket gift = added(ticket(new Command.Transfer(ONE, OTHER, key(EntryType.TRANSFER_OUT), "test", 1)));
        Ticket own = added(accrual(ONE));

        assertThat(queue.take(10)).containsExactly(own);
        queue.unpark(OTHER);
        assertThat(queue.take(10)).containsExactly(gift);
    }
}
