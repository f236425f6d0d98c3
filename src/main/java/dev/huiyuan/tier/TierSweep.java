package dev.huiyuan.tier;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.points.PointsLedger;
import dev.huiyuan.shared.job.Chunk;
import dev.huiyuan.shared.job.ChunkDone;
import dev.huiyuan.shared.job.ChunkPlan;
import dev.huiyuan.shared.job.ChunkSource;
import dev.huiyuan.shared.job.JobChunks;
import dev.huiyuan.shared.job.JobResult;
import dev.huiyuan.shared.job.JobRun;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Goes over all standings in chunks, each one transaction: finds who may have to change, locks their accounts, reads them
 * again and decides by the same rules as an order does. A chunk that is done twice changes nothing the second time.
 */
@ApplicationScoped
class TierSweep {
    private static final String PART = "STANDINGS";
    private static final String CHANGES = "changes";

    private final JobChunks chunks;
    private final PointsLedger ledger;
    private final TierReads reads;
    private final TierWrites writes;
    private final MemberCards cards;
    private final TierConfig config;

    TierSweep(
            JobChunks chunks,
            PointsLedger ledger,
            TierReads reads,
            TierWrites writes,
            MemberCards cards,
            TierConfig config) {
        this.chunks = chunks;
        this.ledger = ledger;
        this.reads = reads;
        this.writes = writes;
        this.cards = cards;
        this.config = config;
    }

    /** Finds the members of a chunk whose standing may have to change. */
    @FunctionalInterface
    interface Finder {
        Uni<List<UUID>> find(SqlConnection connection, Chunk chunk);
    }

    /**
     * What a sweep does.
     *
     * @param purpose what tells it from others of its job
     * @param setting what decisions go by
     * @param finder who may have to change
     * @param decision what becomes of one of them
     */
    record Sweep(String purpose, TierSetting setting, Finder finder, Consumer<TierAccount> decision) {}

    /** Does every chunk that is left of a sweep. */
    Uni<Swept> run(JobRun run, Sweep sweep) {
        AtomicLong changes = new AtomicLong();
        ChunkSource source = new ChunkSource(PART, "tier_standing", "member_id", config.membersPerChunk());
        return chunks.plan(run, sweep.purpose(), List.of(source))
                .call(plan -> chunks.work(
                        run, plan, config.workers(), (connection, chunk) -> chunk(connection, chunk, sweep, changes)))
                .map(plan -> new Swept(plan, JobResult.of(CHANGES, changes.get())));
    }

    /**
     * A sweep that is done, though its plan is not finished yet.
     *
     * @param plan its chunks
     * @param result how many lines of history this run wrote
     */
    record Swept(ChunkPlan plan, JobResult result) {}

    private Uni<ChunkDone> chunk(SqlConnection connection, Chunk chunk, Sweep sweep, AtomicLong changes) {
        return sweep.finder().find(connection, chunk).chain(found -> decide(connection, found, sweep, changes));
    }

    private Uni<ChunkDone> decide(SqlConnection connection, List<UUID> found, Sweep sweep, AtomicLong changes) {
        if (found.isEmpty()) return Uni.createFrom().item(ChunkDone.of(0));
        // combine: sent one behind the other without waiting; the second statement begins once the locks are there.
        return Uni.combine()
                .all()
                .unis(ledger.lock(connection, found), reads.accounts(connection, found, sweep.setting()))
                .with((locked, accounts) -> accounts)
                .chain(accounts -> {
                    accounts.values().forEach(sweep.decision());
                    return write(connection, accounts);
                })
                .map(changed -> new ChunkDone(found.size(), () -> {
                    changes.addAndGet(changed.lines());
                    cards.invalidate(changed.members());
                }));
    }

    private record Changed(Collection<UUID> members, int lines) {}

    private Uni<Changed> write(SqlConnection connection, Map<UUID, TierAccount> accounts) {
        List<UUID> members = accounts.values().stream()
                .filter(TierAccount::isChanged)
                .map(account -> account.memberId)
                .toList();
        int lines = accounts.values().stream()
                .mapToInt(account -> account.changes().size())
                .sum();
        WriteSet changed = new WriteSet();
        writes.addTo(changed, accounts.values());
        return changed.run(connection).map(done -> new Changed(members, lines));
    }
}
