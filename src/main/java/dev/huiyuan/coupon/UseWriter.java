package dev.huiyuan.coupon;

import dev.huiyuan.shared.batch.BatchLimits;
import dev.huiyuan.shared.batch.BatchQueue;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Uses coupons in group commits. A coupon always goes the same way, so that its bills come one after the other. */
@ApplicationScoped
class UseWriter {
    private final BatchQueue<Integer, CouponUse, Answer> queue;
    private final int slots;

    UseWriter(CouponConfig config, GroupCommit groups, UseLedger ledger) {
        slots = config.useSlots();
        queue = groups.queue(
                new BatchLimits(config.usesWaiting(), config.usesPerBatch(), slots, config.usePatience()),
                (slot, uses) -> groups.write(uses, ledger::use));
    }

    /**
     * Uses a coupon and answers what it gives.
     *
     * @return the answer, a refusal by a rule included; problems {@code store-not-allowed}, {@code overloaded}, {@code
     *     outcome-unknown}
     */
    Uni<Answer> use(CouponUse use) {
        if (!use.caller().mayActFor(use.request().storeId())) throw ProblemCode.STORE_NOT_ALLOWED.with();
        return queue.submit(Math.floorMod(use.couponId().hashCode(), slots), use);
    }
}
