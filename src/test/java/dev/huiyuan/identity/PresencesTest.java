package dev.huiyuan.identity;

import static dev.huiyuan.testing.StaffTokens.OTHER_STORE;
import static dev.huiyuan.testing.StaffTokens.STORE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.shared.sql.Transactions;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import dev.huiyuan.testing.MovableClock;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@HuiyuanTest
class PresencesTest {
    private static final String TILL = "till-1";

    @Inject
    Presences presences;

    @Inject
    Transactions transactions;

    @Inject
    MovableClock clock;

    @Test
    void oneBillUsesAPresenceAgainAndAgain() {
        Presence presence = open();
        PresenceUse bill = use(presence, "bill-1");
        assertThat(accepted(bill)).containsExactly(bill);
        assertThat(accepted(bill)).containsExactly(bill);
    }

    @Test
    void secondBillIsRefused() {
        Presence presence = open();
        accepted(use(presence, "bill-1"));
        assertThat(accepted(use(presence, "bill-2"))).isEmpty();
    }

    @Test
    void firstOfTwoBillsInOneBatchIsAccepted() {
        Presence presence = open();
        PresenceUse first = use(presence, "bill-b");
        assertThat(accepted(first, use(presence, "bill-a"), first)).containsExactly(first);
    }

    @Test
    void ofManyBillsAtOnceExactlyOneIsAccepted() {
        Presence presence = open();
        AtomicInteger number = new AtomicInteger();
        List<Set<PresenceUse>> results =
                Await.together(20, () -> accepted(use(presence, "bill-" + number.incrementAndGet())));
        assertThat(results.stream().filter(result -> !result.isEmpty())).hasSize(1);
    }

    @Test
    void anotherMemberStoreOrTillIsRefused() {
        Presence presence = open();
        UUID id = presence.id();
        UUID member = presence.memberId();
        assertThat(accepted(
                        new PresenceUse(id, UUID.randomUUID(), STORE, TILL, "bill-1"),
                        new PresenceUse(id, member, OTHER_STORE, TILL, "bill-1"),
                        new PresenceUse(id, member, STORE, "till-2", "bill-1"),
                        new PresenceUse(UUID.randomUUID(), member, STORE, TILL, "bill-1")))
                .isEmpty();
        PresenceUse right = use(presence, "bill-2");
        assertThat(accepted(right)).containsExactly(right);
    }

    @Test
    void expiredPresenceIsRefused() {
        Presence presence = open();
        PresenceUse bill = use(presence, "bill-1");
        accepted(bill);
        clock.advance(Duration.ofMinutes(31));
        assertThat(accepted(bill)).isEmpty();
    }

    @Test
    void presencesOfSeveralMembersAreUsedTogether() {
        PresenceUse one = use(open(), "bill-1");
        PresenceUse two = use(open(), "bill-2");
        assertThat(accepted(two, one)).containsExactlyInAnyOrder(one, two);
    }

    private Presence open() {
        return Await.result(() -> transactions.run(c -> presences.open(c, UUID.randomUUID(), STORE, TILL)));
    }

    private static PresenceUse use(Presence presence, String bill) {
        return new PresenceUse(presence.id(), presence.memberId(), STORE, TILL, bill);
    }

    private Set<PresenceUse> accepted(PresenceUse... uses) {
        return Await.result(() -> transactions.run(c -> presences.use(c, List.of(uses))));
    }
}
