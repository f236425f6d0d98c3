package dev.huiyuan.shared.ledger;

import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A capability above points that takes part in ledger batches: it reads what it needs once the accounts are locked,
 * follows the commands as they are decided one after the other, and writes what comes of it with the batch, all of it
 * set-based, on the batch's connection and in its transaction. The ledger collects all beans of this type.
 */
public interface LedgerParticipant {
    /**
     * Reads what the batch's commands may need. Called once a batch at most, and only where a command may move what
     * orders have spent. It is sent together with the ledger's own reads, so it must be one statement wherever it can.
     *
     * @param connection the batch's connection, in its transaction
     * @param members the members that it is about
     * @return the part that it takes in this batch
     */
    Uni<? extends Part> read(SqlConnection connection, BatchMembers members);

    /** A participant's part in one batch. It is used by one thread, and forgotten with the batch when that fails. */
    interface Part {
        /**
         * Tells whose accounts are locked, before anything else is asked. What was read of others is not looked at: somebody
         * else may be changing it.
         */
        void locked(Set<UUID> memberIds);

        /** What raises the next accrual of a member, after everything that was booked before. */
        List<Multiplier> multipliers(UUID memberId);

        /** Follows what was booked, in order. In memory, and it never fails: what was booked is booked. */
        void booked(BookedEntry entry);

        /** Adds what comes of it to what the batch writes. */
        void addTo(WriteSet writes);

        /** What must find that written: statements that are sent behind it, one after the other. */
        default List<Uni<Void>> rest(SqlConnection connection) {
            return List.of();
        }
    }
}
