package dev.huiyuan.points;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.shared.sql.Transactions;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Lots that mature and expire, without a programme that says so. */
@Singleton
class AgedLots {
    private static final String EXPIRE = "update points_lot set expires_at = $3 where member_id = $1 and id = $2";
    private static final String EXPECT =
            "update points_account set next_due_at = least(next_due_at, $2) where member_id = $1";

    private final Transactions transactions;
    private final LedgerTransaction ledger;
    private final PointsLedger accounts;
    private final Clock clock;

    AgedLots(Transactions transactions, LedgerTransaction ledger, PointsLedger accounts, Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Gives a lot an expiry. */
    void expireAt(UUID memberId, UUID lotId, Instant expiresAt) {
        Till.await(() -> transactions.run(connection -> connection
                .preparedQuery(EXPIRE)
                .execute(Tuple.of(memberId, lotId, timestamp(expiresAt)))
                .chain(() -> connection.preparedQuery(EXPECT).execute(Tuple.of(memberId, timestamp(expiresAt))))));
    }

    /** Lets a member earn points that can be spent later only; returns the entry. */
    UUID earnPending(UUID memberId, long points, Duration pending) {
        String ref = UUID.randomUUID().toString();
        Command.Accrue order = new Command.Accrue(
                memberId,
                new BusinessKey("store:" + Till.STORE, ref, EntryType.ACCRUAL),
                "system:test",
                points * 100,
                List.of(),
                clock.instant(),
                clock.instant().plus(pending),
                Channel.DELIVERY,
                Till.STORE,
                ref,
                null);
        return Till.await(() -> transactions.run(connection -> accounts.open(connection, memberId)
                        .chain(() -> ledger.within(connection, new Submission(order, null, null, null)))))
                .entry()
                .id();
    }
}
