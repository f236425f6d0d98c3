package dev.huiyuan.tier;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.ledger.BatchMembers;
import dev.huiyuan.shared.ledger.LedgerParticipant;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * Keeps what members spend and moves their tiers in the transaction of the order, and multiplies what they earn by what
 * their tier gives. An order earns by the tier that the member has when it is first booked: what it reaches itself counts
 * from the next one on.
 */
@ApplicationScoped
class TierParticipant implements LedgerParticipant {
    private final TierReads reads;
    private final TierWrites writes;
    private final Partings partings;
    private final TierSettings settings;
    private final ProgrammeService programme;
    private final TierConfig config;

    TierParticipant(
            TierReads reads,
            TierWrites writes,
            Partings partings,
            TierSettings settings,
            ProgrammeService programme,
            TierConfig config) {
        this.reads = reads;
        this.writes = writes;
        this.partings = partings;
        this.settings = settings;
        this.programme = programme;
        this.config = config;
    }

    /** One statement; more only where a merge is to be undone. */
    @Override
    public Uni<TierBatch> read(SqlConnection connection, BatchMembers members) {
        TierSetting setting = settings.at(members.now());
        if (!config.enabled()) {
            return Uni.createFrom().item(new TierBatch(setting, this::dayOf, writes, Map.of(), null));
        }
        Uni<Map<UUID, TierAccount>> accounts = reads.accounts(connection, members.spending(), setting);
        if (members.parting().isEmpty()) {
            return accounts.map(found -> new TierBatch(setting, this::dayOf, writes, found, null));
        }
        return accounts.chain(found -> partings.read(connection, members.spending(), setting, this::dayOf)
                .map(parting -> new TierBatch(setting, this::dayOf, writes, found, parting)));
    }

    private LocalDate dayOf(Instant occurredAt) {
        return LocalDate.ofInstant(occurredAt, programme.at(occurredAt).rules().zone());
    }
}
