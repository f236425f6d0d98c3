package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.Command;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A command in the queue, with everybody who waits for its answer. */
final class Ticket {
    /** Changes only while nobody else has the ticket: a command follows its account into the one it was merged into. */
    volatile Submission submission;

    final long deadlineNanos;
    private final List<Waiter> waiters = new ArrayList<>(1);
    private boolean done;

    /** Given when the command is first taken, in the order of the queue; kept over all attempts. */
    @Nullable
    UUID entryId;
    /** How often its account was busy. */
    int tries;
    /** Whether an attempt may have committed without our knowing. */
    boolean outcomeUnknown;

    Ticket(Submission submission, long deadlineNanos) {
        this.submission = submission;
        this.deadlineNanos = deadlineNanos;
    }

    /** Somebody who waits, on the context of the HTTP request. */
    private record Waiter(
            UniEmitter<? super LedgerAnswer> emitter,
            @Nullable Context context,
            boolean leads) {
        void emit(LedgerAnswer answer, Deliveries deliveries) {
            LedgerAnswer own = leads ? answer : answer.asReplay();
            deliveries.add(context, () -> emitter.complete(own));
        }

        void fail(ProblemException problem, Deliveries deliveries) {
            deliveries.add(context, () -> emitter.fail(problem));
        }
    }

    UUID memberId() {
        return submission.command().memberId();
    }

    List<UUID> accountIds() {
        return submission.command().accountIds();
    }

    /** Whether somebody waits at the till for points to be spent: it goes before accruals. */
    boolean isSpending() {
        Command command = submission.command();
        return command.debit() > 0 || command.parts().stream().anyMatch(Command.Settling.class::isInstance);
    }

    /** Lets somebody wait; false when the answer is out already. */
    synchronized boolean join(UniEmitter<? super LedgerAnswer> emitter, @Nullable Context context) {
        if (done) return false;
        waiters.add(new Waiter(emitter, context, waiters.isEmpty()));
        return true;
    }

    synchronized void answer(LedgerAnswer answer, Deliveries deliveries) {
        done = true;
        waiters.forEach(waiter -> waiter.emit(answer, deliveries));
        waiters.clear();
    }

    synchronized void fail(ProblemException problem, Deliveries deliveries) {
        done = true;
        waiters.forEach(waiter -> waiter.fail(problem, deliveries));
        waiters.clear();
    }
}
