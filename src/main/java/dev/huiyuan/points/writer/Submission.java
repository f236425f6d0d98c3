package dev.huiyuan.points.writer;

import dev.huiyuan.identity.PresenceUse;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way into the ledger.
 *
 * @param command what is asked
 * @param request the request under its idempotency key; null within a caller's transaction, which has its own
 * @param presence the presence that the command needs, if it does
 * @param refusal why it is refused unless it was answered before, if that is known already
 * @param attachment what is written together with it; null for the command alone. Where the command's business key was
 *     used before for the same, the answer is that earlier entry and nothing is written: whoever attaches something compares
 *     what was attached then
 */
public record Submission(
        Command command,
        @Nullable IdempotencyRequest request,
        @Nullable PresenceUse presence,
        @Nullable ProblemException refusal,
        @Nullable Attachment attachment) {
    /** A command alone. */
    public Submission(
            Command command,
            @Nullable IdempotencyRequest request,
            @Nullable PresenceUse presence,
            @Nullable ProblemException refusal) {
        this(command, request, presence, refusal, null);
    }

    /** The business keys that the command takes: its own, and the other one, if it has one. */
    List<BusinessKey> keys() {
        BusinessKey alias = command.alias();
        return alias == null ? List.of(command.key()) : List.of(command.key(), alias);
    }

    /** The same request for another command. */
    Submission with(Command other) {
        return new Submission(other, request, presence, refusal, attachment);
    }
}
