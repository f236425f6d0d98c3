package dev.huiyuan.coupon;

import dev.huiyuan.member.MemberCards;
import dev.huiyuan.shared.batch.BatchLimits;
import dev.huiyuan.shared.batch.BatchQueue;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.IdempotencyBatch;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import dev.huiyuan.shared.sql.Transactions;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Claims in group commits: claims of one template share one transaction, in which keys are claimed, the stock is
 * locked once and everything is inserted together.
 */
@ApplicationScoped
class ClaimWriter {
    private final BatchQueue<UUID, Claim, Answer> queue;
    private final Transactions transactions;
    private final IdempotencyBatch idempotency;
    private final KeptAnswers kept;
    private final ClaimLedger ledger;
    private final SoldOutTemplates soldOut;
    private final MemberCards cards;

    ClaimWriter(
            CouponConfig config,
            Vertx vertx,
            Transactions transactions,
            IdempotencyBatch idempotency,
            KeptAnswers kept,
            ClaimLedger ledger,
            SoldOutTemplates soldOut,
            MemberCards cards) {
        this.transactions = transactions;
        this.idempotency = idempotency;
        this.kept = kept;
        this.ledger = ledger;
        this.soldOut = soldOut;
        this.cards = cards;
        // Batches run on a context of their own: a caller's context ends with the caller's request.
        Context root = VertxContext.getRootContext(vertx.getOrCreateContext());
        queue = new BatchQueue<>(
                new BatchLimits(
                        config.claimsWaiting(), config.claimsPerBatch(), config.claimSlots(), config.claimPatience()),
                batch -> VertxContext.createNewDuplicatedContext(root).runOnContext(go -> batch.run()),
                this::write);
    }

    /**
     * Claims a coupon.
     *
     * @return the answer, a refusal by a rule included; problems {@code coupon-sold-out} from memory, {@code
     *     template-not-found}, {@code overloaded}, {@code outcome-unknown}
     */
    Uni<Answer> claim(Claim claim) {
        if (soldOut.refuses(claim.templateId(), claim.memberId())) {
            return Uni.createFrom().failure(ProblemCode.COUPON_SOLD_OUT.with());
        }
        return queue.submit(claim.templateId(), claim);
    }

    /** A lost connection leaves the outcome open; the keys tell it when the batch is done again. */
    private Uni<List<Answer>> write(UUID templateId, List<Claim> claims) {
        Map<IdempotencyBatch.Key, Claim> leaders = new LinkedHashMap<>();
        for (Claim claim : claims) leaders.putIfAbsent(IdempotencyBatch.Key.of(claim.request()), claim);
        return transactions
                .run(connection -> decide(connection, templateId, leaders))
                .onFailure(ClaimWriter::isOutcomeUnknown)
                .retry()
                .atMost(1)
                .invoke(decided -> cards.invalidate(decided.changed()))
                .map(decided -> claims.stream()
                        .map(claim -> answer(claim, leaders, decided.answers()))
                        .toList());
    }

    private static boolean isOutcomeUnknown(Throwable failure) {
        return failure instanceof ProblemException problem && problem.code() == ProblemCode.OUTCOME_UNKNOWN;
    }

    private record Decided(Map<IdempotencyBatch.Key, Answer> answers, List<UUID> changed) {}

    private Uni<Decided> decide(SqlConnection connection, UUID templateId, Map<IdempotencyBatch.Key, Claim> leaders) {
        return idempotency
                .claim(connection, leaders.values().stream().map(Claim::request).toList())
                .chain(earlier -> {
                    List<Claim> fresh = new ArrayList<>();
                    leaders.forEach((key, claim) -> {
                        if (!earlier.containsKey(key)) fresh.add(claim);
                    });
                    return ledger.claim(connection, templateId, fresh).map(done -> decided(earlier, done));
                });
    }

    private static Decided decided(Map<IdempotencyBatch.Key, Answer> earlier, ClaimLedger.Done done) {
        Map<IdempotencyBatch.Key, Answer> answers = new LinkedHashMap<>(earlier);
        done.completed().forEach(c -> answers.put(IdempotencyBatch.Key.of(c.request()), c.answer()));
        return new Decided(answers, done.changed());
    }

    /** The leader's answer, repeated for those who sent the same key at the same time. */
    private Answer answer(
            Claim claim, Map<IdempotencyBatch.Key, Claim> leaders, Map<IdempotencyBatch.Key, Answer> answers) {
        IdempotencyBatch.Key key = IdempotencyBatch.Key.of(claim.request());
        Claim leader = java.util.Objects.requireNonNull(leaders.get(key));
        Answer answer = java.util.Objects.requireNonNull(answers.get(key));
        if (claim.equals(leader)) return answer;
        boolean same = Arrays.equals(claim.request().hash(), leader.request().hash());
        return same ? answer.asReplay() : kept.refusal(claim.request(), ProblemCode.IDEMPOTENCY_KEY_REUSED.with());
    }
}
