package dev.huiyuan.reward;

import dev.huiyuan.identity.CodeAttempts;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/** Limits how many wrong pick-up codes a till may try in an hour. */
@ApplicationScoped
class PickupAttempts {
    private static final String KIND = "reward-pickup";

    private final CodeAttempts attempts;
    private final RewardConfig config;

    PickupAttempts(CodeAttempts attempts, RewardConfig config) {
        this.attempts = attempts;
        this.config = config;
    }

    /** Fulfils under the limit where a code is the proof; problem {@code too-many-requests}. */
    Uni<Answer> limited(Caller caller, FulfilmentRequest request, Supplier<Uni<Answer>> fulfil) {
        if (request.pickUpCode() == null) return fulfil.get();
        int most = config.wrongPickUpCodesPerHour();
        String till = caller.presenceTerminal();
        // What is refused by a failure was refused for another reason than its code, which is looked at under the key.
        return attempts.count(KIND, most, till)
                .chain(() -> fulfil.get()
                        .onFailure(ProblemException.class)
                        .call(failure ->
                                isWrong(failure) ? Uni.createFrom().voidItem() : attempts.giveBack(KIND, most, till)))
                .call(answer -> isWrong(answer) ? Uni.createFrom().voidItem() : attempts.giveBack(KIND, most, till));
    }

    private static boolean isWrong(Throwable failure) {
        return failure instanceof ProblemException refusal && refusal.code() == ProblemCode.REDEMPTION_PROOF_INVALID;
    }

    /** A refusal that is kept is an answer; others have the same status. */
    private static boolean isWrong(Answer answer) {
        String code = '"' + ProblemCode.REDEMPTION_PROOF_INVALID.code() + '"';
        return answer.status() == ProblemCode.REDEMPTION_PROOF_INVALID.status()
                && new String(answer.body(), StandardCharsets.UTF_8).contains(code);
    }
}
