package dev.huiyuan.points.writer;

import dev.huiyuan.shared.id.Ids;
import io.quarkus.arc.All;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Runs the steps of a batch on a connection: claim and lock, read, fold, write. */
@ApplicationScoped
public class LedgerTransaction {
    private final BatchClaims claims;
    private final BatchReads reads;
    private final BatchFold fold;
    private final BatchWrites writes;
    private final List<AttachmentHandler<?>> handlers;
    private final Clock clock;
    private final Ids ids;

    LedgerTransaction(
            BatchClaims claims,
            BatchReads reads,
            BatchFold fold,
            BatchWrites writes,
            @All List<AttachmentHandler<?>> handlers,
            Clock clock,
            Ids ids) {
        this.claims = claims;
        this.reads = reads;
        this.fold = fold;
        this.writes = writes;
        this.handlers = handlers;
        this.clock = clock;
        this.ids = ids;
    }

    LedgerBatch batch(List<Item> items) {
        return new LedgerBatch(items, handlers, now());
    }

    /**
     * Runs a batch in a transaction of its own, in two round trips where nothing is unusual: what is claimed, locked and
     * read, then what is written with its COMMIT. After a failed statement the server takes the COMMIT for a rollback, and
     * this fails with the statement. The caller rolls back when this fails.
     */
    Uni<Void> runOwn(SqlConnection connection, LedgerBatch batch, boolean waitForLocks) {
        Pipeline first = new Pipeline();
        first.add(connection.query("begin").execute());
        return decide(first, connection, batch, waitForLocks).chain(() -> {
            Pipeline last = writes(connection, batch);
            batch.commitSent = true;
            return last.runAndCommit(connection);
        });
    }

    private Uni<Void> decide(Pipeline first, SqlConnection connection, LedgerBatch batch, boolean waitForLocks) {
        claims.addTo(first, connection, batch, waitForLocks);
        BatchReads.Reading reading = reads.begin(batch);
        reading.addTo(first, connection);
        return first.run().chain(() -> reading.rest(connection)).invoke(() -> fold.fold(batch));
    }

    /**
     * Applies one command within a caller's transaction; waits for the account's lock.
     *
     * @param connection the caller's connection, in its transaction
     * @param submission the command
     * @return the booked entry, or the earlier one where the same was booked before; fails with the refusal
     */
    public Uni<LedgerAnswer.Booked> within(SqlConnection connection, Submission submission) {
        Item item = new Item(submission, ids.next());
        LedgerBatch batch = batch(List.of(item));
        return decide(new Pipeline(), connection, batch, true)
                .chain(() -> writes(connection, batch).run())
                .chain(() -> item.outcome instanceof Outcome.Moved moved
                        ? within(connection, submission.with(moved.command()))
                        : Uni.createFrom().item(booked(item)));
    }

    /**
     * Books what is due by now on accounts that nobody touches, under the same business keys as a command would.
     * Accounts that are busy are left to whoever has them.
     *
     * @param connection the caller's connection, in its transaction
     * @param after where to begin, in the order in which accounts fell due
     * @param limit how many accounts at most
     */
    public Uni<SettledDue> settleDue(SqlConnection connection, DueCursor after, int limit) {
        LedgerBatch batch = batch(List.of());
        return claims.lockDue(connection, batch, after, limit)
                .chain(end -> reads.readDue(connection, batch).chain(() -> {
                    int broken = fold.settle(batch);
                    SettledDue settled =
                            new SettledDue(Set.copyOf(batch.accounts.keySet()), batch.entries.size(), broken, end);
                    return writes(connection, batch).run().replaceWith(settled);
                }));
    }

    /** The account that fell due next after a place, whether or not it is busy; the same place where there is none. */
    public Uni<DueCursor> nextDue(SqlConnection connection, DueCursor after) {
        return claims.nextDue(connection, after, now());
    }

    private Pipeline writes(SqlConnection connection, LedgerBatch batch) {
        Pipeline pipeline = new Pipeline();
        writes.addTo(pipeline, connection, batch);
        return pipeline;
    }

    private static LedgerAnswer.Booked booked(Item item) {
        return switch (Objects.requireNonNull(item.outcome)) {
            case Outcome.Booked booked -> new LedgerAnswer.Booked(booked.entry(), 201, false);
            case Outcome.Known known -> new LedgerAnswer.Booked(known.entry(), 200, true);
            case Outcome.Refused refused -> throw refused.problem();
            default -> throw new IllegalStateException("an account that is not open");
        };
    }

    /** PostgreSQL keeps microseconds: so do we, from the beginning. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
