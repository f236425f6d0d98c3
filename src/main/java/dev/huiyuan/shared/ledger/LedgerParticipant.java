package dev.huiyuan.shared.ledger;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A capability above points that takes part in ledger batches: it gives facts before the batch is folded and writes
 * effects with it, set-based, on the batch's connection and in its transaction. The ledger collects all beans of this
 * type.
 */
public interface LedgerParticipant {
    /**
     * Multipliers that apply to members' accruals. Called once a batch, after the accounts are locked.
     *
     * @param connection the batch's connection, in its transaction
     * @param memberIds the members with accruals in this batch
     * @return the multipliers by member; a member without any may be absent
     */
    Uni<Map<UUID, List<Multiplier>>> multipliers(SqlConnection connection, Collection<UUID> memberIds);

    /**
     * Writes what follows from the accepted entries. Called once a batch, before it commits.
     *
     * @param connection the batch's connection, in its transaction
     * @param entries the entries that the batch wrote, in order
     */
    Uni<Void> effects(SqlConnection connection, List<BookedEntry> entries);
}
