package dev.huiyuan.points.writer;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.SilenceCut;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes commands from anywhere and has them booked in batches. Started early: its metrics are there from the first. */
@Startup
@ApplicationScoped
public class LedgerWriter {
    private static final Logger LOG = Logger.getLogger(LedgerWriter.class);

    private final LedgerTransaction transaction;
    private final LedgerConfig config;
    private final LedgerMetrics metrics;
    private final MemberCards cards;
    private final Ids ids;
    private final Pool pool;
    private final LedgerSlot[] slots;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ConcurrentHashMap<RequestKey, Ticket> running = new ConcurrentHashMap<>();

    LedgerWriter(
            LedgerTransaction transaction,
            LedgerConfig config,
            LedgerMetrics metrics,
            MemberCards cards,
            Ids ids,
            Vertx vertx,
            @ReactiveDataSource("ledger") Pool pool) {
        this.transaction = transaction;
        this.config = config;
        this.metrics = metrics;
        this.cards = cards;
        this.ids = ids;
        this.pool = pool;
        slots = new LedgerSlot[config.slots()];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new LedgerSlot(((VertxInternal) vertx).createEventLoopContext(), this, config);
        }
        metrics.watchQueue(waiting);
    }

    private record RequestKey(String scope, String key) {
        static RequestKey of(Submission submission) {
            IdempotencyRequest request = Objects.requireNonNull(submission.request());
            return new RequestKey(request.scope(), request.key());
        }
    }

    /**
     * Books a command with the next batch of its member's slot. A caller that goes away does not stop it.
     *
     * @param submission the command with its idempotency key
     * @return the answer, on the caller's own context; refusals by a rule are answers; problems {@code overloaded}
     *     when too much is waiting or the account stays locked, {@code outcome-unknown} when the database went away in
     *     the middle of the commit, {@code idempotency-key-reused}, {@code member-not-found}
     */
    public Uni<LedgerAnswer> submit(Submission submission) {
        return Uni.createFrom().emitter(emitter -> accept(submission, emitter, Vertx.currentContext()));
    }

    private void accept(Submission submission, UniEmitter<? super LedgerAnswer> emitter, @Nullable Context context) {
        Ticket mine = new Ticket(
                submission, System.nanoTime() + config.queueDeadline().toNanos());
        Ticket leader = running.putIfAbsent(RequestKey.of(submission), mine);
        if (leader != null) {
            follow(leader, submission, emitter, context);
            return;
        }
        mine.join(emitter, context);
        if (waiting.incrementAndGet() > capacityFor(mine)) {
            fail(mine, ProblemCode.OVERLOADED.with().retryAfter(1));
            return;
        }
        enqueue(mine);
    }

    /** The last tenth of the queue is kept for those who wait at the till to spend. */
    private int capacityFor(Ticket ticket) {
        int capacity = config.queueCapacity();
        return ticket.isSpending() ? capacity : capacity - capacity / 10;
    }

    /** Queues a command in its member's slot. */
    void enqueue(Ticket ticket) {
        slots[Math.floorMod(ticket.memberId().hashCode(), slots.length)].add(ticket);
    }

    private void follow(
            Ticket leader, Submission submission, UniEmitter<? super LedgerAnswer> emitter, @Nullable Context context) {
        if (!Arrays.equals(hash(leader.submission), hash(submission))) {
            emitter.fail(ProblemCode.IDEMPOTENCY_KEY_REUSED.with());
        } else if (!leader.join(emitter, context)) {
            accept(submission, emitter, context);
        }
    }

    private static byte[] hash(Submission submission) {
        return Objects.requireNonNull(submission.request()).hash();
    }

    LedgerBatch batch(List<Ticket> tickets) {
        List<Item> items = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            if (ticket.entryId == null) ticket.entryId = ids.next();
            items.add(new Item(ticket.submission, ticket.entryId));
        }
        return transaction.batch(items);
    }

    Uni<Void> run(SqlConnection connection, LedgerBatch batch, boolean waitForLocks) {
        // ifNoItem: a connection that hangs without closing must not hold the slot for ever.
        return transaction
                .runOwn(connection, batch, waitForLocks)
                .ifNoItem()
                .after(config.batchTimeout())
                .fail();
    }

    Uni<SqlConnection> connect() {
        return pool.getConnection();
    }

    /**
     * Cuts a connection that cannot be trusted any more. Its own {@code close} would hand it back to the pool, which
     * may let somebody else find our transaction on it.
     */
    void discard(SqlConnection connection) {
        SilenceCut.cut(connection);
    }

    /** Refuses what has waited too long already. */
    List<Ticket> dropLate(List<Ticket> tickets) {
        long now = System.nanoTime();
        List<Ticket> inTime = new ArrayList<>(tickets.size());
        for (Ticket ticket : tickets) {
            if (ticket.deadlineNanos - now > 0) inTime.add(ticket);
            else fail(ticket, ProblemCode.OVERLOADED.with().retryAfter(1));
        }
        return inTime;
    }

    void measure(int size, long begunNanos) {
        metrics.batch(size, System.nanoTime() - begunNanos);
    }

    void failed(Failure kind, Throwable failure) {
        metrics.failed(kind);
        LOG.warnf("a ledger batch failed (%s): %s", kind, failure);
    }

    /** Before anybody is answered: whoever reads after an answer sees its effect. */
    void invalidate(LedgerBatch batch) {
        if (batch.entries.isEmpty()) return;
        Set<UUID> members = new HashSet<>();
        for (LedgerEntry entry : batch.entries) members.add(entry.memberId());
        cards.invalidate(members);
    }

    void answer(Ticket ticket, Item item, Deliveries deliveries) {
        switch (Objects.requireNonNull(item.outcome)) {
            case Outcome.Booked booked ->
                answer(ticket, new LedgerAnswer.Booked(booked.entry(), 201, false), deliveries);
            case Outcome.Known known -> answer(ticket, new LedgerAnswer.Booked(known.entry(), 200, false), deliveries);
            case Outcome.Repeated earlier -> answer(ticket, repeated(ticket, earlier), deliveries);
            case Outcome.RepeatedRefusal earlier ->
                answer(ticket, new LedgerAnswer.Refused(earlier.status(), earlier.body(), true), deliveries);
            case Outcome.Refused refused -> refuse(ticket, refused, deliveries);
            case Outcome.Busy ignored -> throw new IllegalStateException("a busy command is not answered");
            case Outcome.Moved ignored -> throw new IllegalStateException("a command that moved is not answered");
        }
    }

    /** An entry with the ticket's own id is the work of an attempt whose connection was lost. */
    private LedgerAnswer repeated(Ticket ticket, Outcome.Repeated earlier) {
        boolean own = earlier.entry().id().equals(ticket.entryId);
        if (own) cards.invalidate(Set.of(ticket.memberId()));
        return new LedgerAnswer.Booked(earlier.entry(), earlier.status(), !own);
    }

    private void refuse(Ticket ticket, Outcome.Refused refused, Deliveries deliveries) {
        metrics.refused(refused.problem().code().code());
        if (refused.body() == null) {
            fail(ticket, refused.problem(), deliveries);
        } else {
            int status = refused.problem().code().status();
            answer(ticket, new LedgerAnswer.Refused(status, refused.body(), false), deliveries);
        }
    }

    private void answer(Ticket ticket, LedgerAnswer answer, Deliveries deliveries) {
        forget(ticket);
        ticket.answer(answer, deliveries);
    }

    private void fail(Ticket ticket, ProblemException problem, Deliveries deliveries) {
        forget(ticket);
        ticket.fail(problem, deliveries);
    }

    /** Answers with a failure at once. */
    void fail(Ticket ticket, ProblemException problem) {
        Deliveries deliveries = new Deliveries();
        fail(ticket, problem, deliveries);
        deliveries.send();
    }

    /** How many commands are not answered yet. */
    int waiting() {
        return waiting.get();
    }

    /** How many slots are booking a batch. */
    int busySlots() {
        int busySlots = 0;
        for (LedgerSlot slot : slots) {
            if (slot.isBusy()) busySlots++;
        }
        return busySlots;
    }

    private void forget(Ticket ticket) {
        if (running.remove(RequestKey.of(ticket.submission), ticket)) waiting.decrementAndGet();
    }
}
