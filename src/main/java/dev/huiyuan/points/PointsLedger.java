package dev.huiyuan.points;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.Submission;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;

/** The ledger for other capabilities: they join it within their own transactions. */
@ApplicationScoped
public class PointsLedger {
    private static final String OPEN = "insert into points_account (member_id) values ($1) on conflict do nothing";

    private static final String LOCK =
            "select member_id from points_account where member_id = any($1) order by member_id for no key update";

    private final LedgerTransaction transaction;
    private final MemberCards cards;

    PointsLedger(LedgerTransaction transaction, MemberCards cards) {
        this.transaction = transaction;
        this.cards = cards;
    }

    /**
     * Opens a member's account at registration.
     *
     * @param connection the caller's connection, in its transaction
     * @param memberId whose account
     */
    public Uni<Void> open(SqlConnection connection, UUID memberId) {
        return connection.preparedQuery(OPEN).execute(Tuple.of(memberId)).replaceWithVoid();
    }

    /**
     * Locks members' accounts in the order in which everybody does, so that nothing is booked on them until the caller's
     * transaction ends. What is read of them must be read by a later statement.
     *
     * @param connection the caller's connection, in its transaction
     * @param memberIds whose accounts; those who have none are not locked
     */
    public Uni<Void> lock(SqlConnection connection, Collection<UUID> memberIds) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new)))
                .replaceWithVoid();
    }

    /**
     * Spends points within the caller's transaction, once per business key. Waits for the account's lock.
     *
     * @param connection the caller's connection, in its transaction
     * @param spend what to spend
     * @return what was spent; problems {@code points-insufficient}, {@code member-unconfirmed},
     *     {@code member-closed}, {@code member-not-found}, {@code order-already-credited} for another member or amount
     */
    public Uni<SpentPoints> spendWithin(SqlConnection connection, SpendPoints spend) {
        BusinessKey key = new BusinessKey(spend.source(), spend.ref(), EntryType.REDEMPTION);
        Command.Redeem command = new Command.Redeem(
                spend.memberId(),
                key,
                "system:" + spend.source(),
                spend.points(),
                spend.reasonCode(),
                spend.storeId(),
                null);
        return transaction
                .within(connection, new Submission(command, null, null, null))
                .map(booked -> new SpentPoints(
                        booked.entry().id(),
                        spend.points(),
                        booked.entry().after().available()));
    }

    /**
     * Makes a committed change visible; callers of {@code …Within} call it once their transaction is committed.
     *
     * @param memberIds whose points changed
     */
    public void afterCommit(Collection<UUID> memberIds) {
        cards.invalidate(memberIds);
    }
}
