package dev.huiyuan.coupon;

import dev.huiyuan.shared.batch.BatchLimits;
import dev.huiyuan.shared.batch.BatchQueue;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.KeptAnswers;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/**
 * Claims in group commits: claims of one template share one transaction, in which keys are claimed, the stock is
 * locked once and everything is inserted together.
 */
@ApplicationScoped
class ClaimWriter {
    private final BatchQueue<UUID, Claim, Answer> queue;
    private final SoldOutTemplates soldOut;
    private final KeptAnswers kept;

    ClaimWriter(
            CouponConfig config, GroupCommit groups, ClaimLedger ledger, SoldOutTemplates soldOut, KeptAnswers kept) {
        this.soldOut = soldOut;
        this.kept = kept;
        queue = groups.queue(
                new BatchLimits(
                        config.claimsWaiting(), config.claimsPerBatch(), config.claimSlots(), config.claimPatience()),
                (templateId, claims) ->
                        groups.write(claims, (connection, fresh) -> ledger.claim(connection, templateId, fresh)));
    }

    /**
     * Claims a coupon.
     *
     * @return the answer, a refusal by a rule included; problems {@code template-not-found}, {@code overloaded}, {@code
     *     outcome-unknown}
     */
    Uni<Answer> claim(Claim claim) {
        if (soldOut.refuses(claim.templateId(), claim.memberId())) {
            // An answer, not a failure: those who come too late are many, and failures take their way through mappers.
            return Uni.createFrom().item(kept.refusal(claim.key(), ProblemCode.COUPON_SOLD_OUT.with()));
        }
        return queue.submit(claim.templateId(), claim);
    }
}
