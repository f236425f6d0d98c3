package dev.huiyuan.points.writer;

import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One line of batches, one after the other, on an event loop and a connection of its own. There is no timer: a free
 * slot takes what waits for it at once, a busy one lets it gather.
 */
final class LedgerSlot {
    private static final Logger LOG = Logger.getLogger(LedgerSlot.class);
    private static final int TRIES_BEFORE_WAITING = 3;
    private static final int DEAD_CONNECTIONS = 4;
    private static final Duration AT_ONCE = Duration.ofMillis(100);

    private final Context context;
    private final LedgerWriter writer;
    private final LedgerConfig config;
    private final LedgerQueue queue = new LedgerQueue();
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable SqlConnection connection;
    /** Commands that wait for a lock, by member, and how many members' are being waited for now. */
    private final Deque<List<Ticket>> lockWaits = new ArrayDeque<>();

    private int lockWaiters;

    LedgerSlot(Context context, LedgerWriter writer, LedgerConfig config) {
        this.context = context;
        this.writer = writer;
        this.config = config;
    }

    /** Queues a command; from any thread. */
    void add(Ticket ticket) {
        queue.add(ticket);
        wake();
    }

    /** Whether a batch is being booked. */
    boolean isBusy() {
        return busy.get();
    }

    private void wake() {
        if (busy.compareAndSet(false, true)) context.runOnContext(ignored -> drain());
    }

    /** The one place that drains the queue, and so the one that subscribes. */
    private void drain() {
        List<Ticket> tickets = writer.dropLate(queue.take(config.batchSize()));
        if (tickets.isEmpty()) {
            busy.set(false);
            if (!queue.isEmpty()) wake();
            return;
        }
        book(tickets, Attempt.first(false)).subscribe().with(done -> drain(), failure -> {
            LOG.error("a ledger batch was given up", failure);
            failAll(tickets, ProblemCode.INTERNAL_ERROR.with());
            drain();
        });
    }

    /**
     * How a batch is tried.
     *
     * @param failed how often it has failed
     * @param waits whether it waits for locks, on a connection from the pool
     */
    private record Attempt(int failed, boolean waits) {
        static Attempt first(boolean waits) {
            return new Attempt(0, waits);
        }

        Attempt next() {
            return new Attempt(failed + 1, waits);
        }

        /** Whether a failure that could pass is final. */
        boolean isLast() {
            return failed > 0;
        }

        /** A pool that lost all of its connections may hand out dead ones, which say so at once, until it is empty. */
        boolean mayLoseAnother(long begun) {
            return !isLast() || failed < DEAD_CONNECTIONS && System.nanoTime() - begun < AT_ONCE.toNanos();
        }
    }

    private Uni<Void> book(List<Ticket> tickets, Attempt attempt) {
        // deferred: what is attached may fail as early as that, and the slot has to go on.
        return Uni.createFrom().deferred(() -> book(tickets, writer.batch(tickets), attempt));
    }

    private Uni<Void> book(List<Ticket> tickets, LedgerBatch batch, Attempt attempt) {
        long begun = System.nanoTime();
        return connection(attempt)
                .chain(own -> writer.run(own, batch, attempt.waits())
                        // emitOn: a time-out comes from a timer's thread; the slot lives on its event loop.
                        .emitOn(step -> context.runOnContext(ignored -> step.run()))
                        .onFailure()
                        .call(failure -> undo(own, failure, attempt))
                        .call(() ->
                                attempt.waits() ? own.close() : Uni.createFrom().voidItem()))
                .invoke(() -> writer.measure(tickets.size(), begun))
                .invoke(() -> settle(tickets, batch))
                .onFailure()
                .recoverWithUni(failure -> afterFailure(tickets, batch, failure, attempt, begun));
    }

    private Uni<SqlConnection> connection(Attempt attempt) {
        if (attempt.waits()) return writer.connect();
        if (connection != null) return Uni.createFrom().item(connection);
        return writer.connect().invoke(this::keep);
    }

    /** Nothing is written on quiet days: a connection that was closed meanwhile must not cost the next batch a try. */
    private void keep(SqlConnection connected) {
        connection = connected;
        connected.closeHandler(() -> context.runOnContext(ignored -> {
            if (connected.equals(connection)) connection = null;
        }));
    }

    /** Leaves no transaction behind: rolls back, or gives the connection up. */
    private Uni<Void> undo(SqlConnection own, Throwable failure, Attempt attempt) {
        if (Failure.of(failure) == Failure.CONNECTION_LOST) return giveUp(own);
        Uni<Void> undone = own.query("rollback").execute().replaceWithVoid();
        return undone.chain(
                        () -> attempt.waits() ? own.close() : Uni.createFrom().voidItem())
                .onFailure()
                .recoverWithUni(() -> giveUp(own));
    }

    private Uni<Void> giveUp(SqlConnection own) {
        if (own.equals(connection)) connection = null;
        writer.discard(own);
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> afterFailure(
            List<Ticket> tickets, LedgerBatch batch, Throwable failure, Attempt attempt, long begun) {
        Failure kind = Failure.of(failure);
        writer.failed(kind, failure);
        return switch (kind) {
            case CONTENTION -> attempt.isLast() ? overloaded(tickets) : book(tickets, attempt.next());
            case CONNECTION_LOST -> afterLoss(tickets, batch, attempt, begun);
            case UNAVAILABLE -> overloaded(tickets);
            case POISON -> bisect(tickets, failure, attempt);
        };
    }

    /**
     * The keys are claimed again before anything is written: where the lost attempt did commit, or is about to, the
     * claim finds that out and the earlier result is the answer.
     */
    private Uni<Void> afterLoss(List<Ticket> tickets, LedgerBatch batch, Attempt attempt, long begun) {
        if (batch.commitSent) tickets.forEach(ticket -> ticket.outcomeUnknown = true);
        return attempt.mayLoseAnother(begun) ? book(tickets, attempt.next()) : overloaded(tickets);
    }

    private Uni<Void> bisect(List<Ticket> tickets, Throwable failure, Attempt attempt) {
        if (tickets.size() == 1) {
            // Whoever was first can be seen now: what is attached looks again, and the command is refused as it should
            // be.
            if (Failure.isTaken(failure) && !attempt.isLast()) return book(tickets, attempt.next());
            LOG.error("a ledger command failed alone", failure);
            failAll(tickets, ProblemCode.INTERNAL_ERROR.with());
            return Uni.createFrom().voidItem();
        }
        int half = tickets.size() / 2;
        Attempt fresh = Attempt.first(attempt.waits());
        return book(List.copyOf(tickets.subList(0, half)), fresh)
                .chain(() -> book(List.copyOf(tickets.subList(half, tickets.size())), fresh));
    }

    private Uni<Void> overloaded(List<Ticket> tickets) {
        for (Ticket ticket : tickets) {
            ProblemCode code = ticket.outcomeUnknown ? ProblemCode.OUTCOME_UNKNOWN : ProblemCode.OVERLOADED;
            failAll(List.of(ticket), code.with().retryAfter(1));
        }
        return Uni.createFrom().voidItem();
    }

    private void failAll(List<Ticket> tickets, ProblemException problem) {
        tickets.forEach(ticket -> writer.fail(ticket, problem));
    }

    /** Answers what is committed and puts back what met a busy account. */
    private void settle(List<Ticket> tickets, LedgerBatch batch) {
        writer.invalidate(batch);
        Deliveries deliveries = new Deliveries();
        Map<UUID, List<Ticket>> again = new LinkedHashMap<>();
        for (int i = 0; i < tickets.size(); i++) {
            Ticket ticket = tickets.get(i);
            Outcome outcome = batch.items.get(i).outcome;
            if (outcome instanceof Outcome.Moved moved) {
                ticket.submission = ticket.submission.with(moved.command());
                writer.enqueue(ticket);
            } else if (outcome instanceof Outcome.Busy) {
                ticket.tries++;
                again.computeIfAbsent(ticket.memberId(), id -> new ArrayList<>())
                        .add(ticket);
            } else {
                writer.answer(ticket, batch.items.get(i), deliveries);
            }
        }
        deliveries.send();
        again.values().forEach(this::retryOrWait);
        startLockWaits();
    }

    private void retryOrWait(List<Ticket> ofOneMember) {
        if (ofOneMember.getFirst().tries < TRIES_BEFORE_WAITING) {
            queue.putBack(ofOneMember);
            return;
        }
        queue.park(ofOneMember.getFirst().memberId());
        lockWaits.add(ofOneMember);
    }

    /** Waiting for a lock must not hold up everybody else in this slot: it has a connection of its own. */
    private void startLockWaits() {
        while (lockWaiters < config.lockWaiters() && !lockWaits.isEmpty()) {
            List<Ticket> waiting = lockWaits.remove();
            UUID memberId = waiting.getFirst().memberId();
            List<Ticket> tickets = writer.dropLate(waiting);
            if (tickets.isEmpty()) {
                queue.unpark(memberId);
                if (!queue.isEmpty()) wake();
                continue;
            }
            lockWaiters++;
            book(tickets, Attempt.first(true)).subscribe().with(done -> endLockWait(memberId), failure -> {
                failAll(tickets, ProblemCode.INTERNAL_ERROR.with());
                endLockWait(memberId);
            });
        }
    }

    private void endLockWait(UUID memberId) {
        context.runOnContext(ignored -> {
            lockWaiters--;
            queue.unpark(memberId);
            startLockWaits();
            if (!queue.isEmpty()) wake();
        });
    }
}
