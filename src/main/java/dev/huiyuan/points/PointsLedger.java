package dev.huiyuan.points;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryRef;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.LedgerRules;
import dev.huiyuan.points.writer.LedgerAnswer;
import dev.huiyuan.points.writer.LedgerTransaction;
import dev.huiyuan.points.writer.OrderKeys;
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
    private final OrderKeys keys;
    private final MemberCards cards;

    PointsLedger(LedgerTransaction transaction, OrderKeys keys, MemberCards cards) {
        this.transaction = transaction;
        this.keys = keys;
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
     * Keeps an order's business keys for the rest of the transaction, so that nobody credits the order meanwhile. Afterwards
     * they are free as before.
     *
     * @param connection the caller's connection, in its transaction
     * @param names all keys of the order
     * @return whether nobody has credited the order
     */
    public Uni<Boolean> keepKeys(SqlConnection connection, Collection<BusinessKey> names) {
        return keys.take(connection, names).call(() -> keys.free(connection, names));
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
        return within(connection, command)
                .map(entry -> new SpentPoints(
                        entry.id(), spend.points(), entry.after().available()));
    }

    /**
     * Sets points aside within the caller's transaction, once per business key. Waits for the account's lock.
     *
     * @param connection the caller's connection, in its transaction
     * @param hold what to set aside
     * @return what is held; the problems of {@link #spendWithin}
     */
    public Uni<HeldPoints> holdWithin(SqlConnection connection, HoldPoints hold) {
        Command.Hold command = new Command.Hold(
                hold.memberId(),
                new BusinessKey(hold.source(), hold.ref(), EntryType.HOLD),
                "system:" + hold.source(),
                hold.points(),
                hold.reasonCode(),
                hold.storeId(),
                null,
                hold.expiresAt());
        return within(connection, command)
                .map(entry ->
                        new HeldPoints(entry.id(), hold.points(), entry.after().available()));
    }

    /**
     * Spends points that {@link #holdWithin} set aside, all of them, within the caller's transaction. Repeated it gives
     * the first result.
     *
     * @param connection the caller's connection, in its transaction
     * @param memberId whose hold
     * @param holdId the hold
     * @param source who captures, such as {@code reward}
     * @return what was spent; problem {@code hold-not-open} where it was released or has timed out
     */
    public Uni<SpentPoints> captureWithin(SqlConnection connection, UUID memberId, UUID holdId, String source) {
        BusinessKey key = new BusinessKey("hold", holdId.toString(), EntryType.CAPTURE);
        return within(connection, new Command.Capture(memberId, key, "system:" + source, holdId, null))
                .map(entry -> new SpentPoints(
                        entry.id(), -entry.points(), entry.after().available()));
    }

    /**
     * Gives points that {@link #holdWithin} set aside back, all of them, within the caller's transaction. Repeated it
     * gives the first result.
     *
     * @param connection the caller's connection, in its transaction
     * @param memberId whose hold
     * @param holdId the hold
     * @param source who releases, such as {@code reward}
     * @return what the member can spend afterwards; problem {@code hold-not-open} where it was captured
     */
    public Uni<Long> releaseWithin(SqlConnection connection, UUID memberId, UUID holdId, String source) {
        return within(
                        connection,
                        new Command.Release(memberId, LedgerRules.releaseKey(holdId), "system:" + source, holdId))
                .map(entry -> entry.after().available());
    }

    /**
     * Gives spent or captured points back within the caller's transaction, once per entry, source and reference.
     *
     * @param connection the caller's connection, in its transaction
     * @param back what to give back
     * @return what the member can spend afterwards; problems {@code reversal-exceeds-remainder},
     *     {@code refund-already-booked} for the same reference with other points
     */
    public Uni<Long> returnWithin(SqlConnection connection, ReturnPoints back) {
        BusinessKey key = new BusinessKey(
                "entry:" + back.entryId(), back.source() + ":" + back.ref(), EntryType.REDEMPTION_REVERSAL);
        Command.ReverseRedemption command = new Command.ReverseRedemption(
                back.memberId(),
                key,
                "system:" + back.source(),
                new EntryRef(back.memberId(), back.entryId()),
                back.points(),
                back.reasonCode());
        return within(connection, command).map(entry -> entry.after().available());
    }

    private Uni<LedgerEntry> within(SqlConnection connection, Command command) {
        return transaction
                .within(connection, new Submission(command, null, null, null))
                .map(LedgerAnswer.Booked::entry);
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
