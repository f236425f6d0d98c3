package dev.huiyuan.order;

import dev.huiyuan.order.OrderBill.Asked;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Answers requests that were done before, and keeps the refusals of those that were not. */
@ApplicationScoped
class OrderReplays {
    private static final int OK = 200;
    private static final int CREATED = 201;

    private final Idempotency idempotency;
    private final KeptAnswers kept;
    private final Json json;

    OrderReplays(Idempotency idempotency, KeptAnswers kept, Json json) {
        this.idempotency = idempotency;
        this.kept = kept;
        this.json = json;
    }

    /** What is done now. */
    Answer created(Object body) {
        return new Answer(CREATED, json.bytes(body), false);
    }

    /** What was done before: by this request, or by another one that asked for the same. */
    Answer again(Asked first, Asked now, Object body) {
        return again(first, now, json.bytes(body));
    }

    /** The same for an answer that is kept. */
    Answer again(Asked first, Asked now, byte[] body) {
        boolean same = first.sameRequest(now);
        return new Answer(same ? CREATED : OK, body, same);
    }

    /**
     * Refuses a request whose key the ledger has booked under the same content without us: whenever it is repeated, the ledger
     * finds that out again.
     */
    Uni<Answer> refuseBooked(IdempotencyRequest request, ProblemCode code) {
        return Uni.createFrom().item(kept.refusal(request, code.with()));
    }

    /** Refuses a request, and refuses it again when it is repeated. */
    Uni<Answer> refuse(IdempotencyRequest request, Throwable failure) {
        boolean kept =
                failure instanceof ProblemException refusal && refusal.code().isKept();
        if (!kept) return Uni.createFrom().failure(failure);
        return idempotency.run(request, OK, connection -> Uni.createFrom().failure(failure));
    }
}
