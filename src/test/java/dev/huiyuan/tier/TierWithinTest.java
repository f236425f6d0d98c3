package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.NewMembers;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.testing.Await;
import dev.huiyuan.testing.HuiyuanTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Orders that are booked in somebody else's transaction, beside those of the tills. */
@HuiyuanTest
class TierWithinTest {
    @Inject
    TierDesk desk;

    @Inject
    NewMembers members;

    @Inject
    LedgerTransaction ledger;

    @Inject
    Pool pool;

    @Inject
    Clock clock;

    private Command.Accrue order(UUID member, long fen) {
        BusinessKey key = new BusinessKey("tier-test", UUID.randomUUID().toString(), EntryType.ACCRUAL);
        return new Command.Accrue(
                member,
                key,
                "staff:1",
                fen,
                List.of(),
                clock.instant(),
                null,
                Channel.STORE,
                TierDesk.STORE,
                null,
                null);
    }

    /** Books an order in an open transaction, lets a till book another one meanwhile, and ends the transaction. */
    private void race(UUID member, String end) {
        desk.rows("insert into points_account (member_id) values ($1)", Tuple.of(member));
        SqlConnection connection = Await.result(pool::getConnection);
        try {
            Await.result(() -> connection.query("begin").execute());
            Await.result(() -> ledger.within(connection, new Submission(order(member, 30_000), null, null, null)));
            assertThat(desk.days(member)).isEmpty();
            CompletableFuture<UUID> till =
                    CompletableFuture.supplyAsync(() -> desk.buy(member, 30_000, clock.instant()));
            Await.result(() -> connection.query(end).execute());
            till.join();
        } finally {
            Await.result(connection::close);
        }
    }

    @Test
    void twoConnectionsCrossAThresholdOnce() {
        UUID member = members.active().id();
        race(member, "commit");
        assertThat(desk.days(member).values()).containsExactly(new TierDesk.Day(60_000, 2));
        assertThat(desk.history(member)).containsExactly("UPGRADE member>silver");
    }

    @Test
    void orderThatIsRolledBackLeavesNothing() {
        UUID member = members.active().id();
        race(member, "rollback");
        assertThat(desk.days(member).values()).containsExactly(new TierDesk.Day(30_000, 1));
        assertThat(desk.history(member)).isEmpty();
    }
}
