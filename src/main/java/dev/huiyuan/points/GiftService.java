package dev.huiyuan.points;

import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.EntryRef;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.Explanation;
import dev.huiyuan.points.writer.Submission;
import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.idempotency.Answer;
import dev.huiyuan.shared.idempotency.Idempotency;
import dev.huiyuan.shared.idempotency.IdempotencyRequest;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Objects;
import java.util.UUID;

/** Gifts of points between members. */
@ApplicationScoped
class GiftService {
    private final LedgerAnswers ledger;
    private final PointsQueries queries;
    private final GiftReceivers receivers;
    private final Idempotency idempotency;

    GiftService(LedgerAnswers ledger, PointsQueries queries, GiftReceivers receivers, Idempotency idempotency) {
        this.ledger = ledger;
        this.queries = queries;
        this.receivers = receivers;
        this.idempotency = idempotency;
    }

    Uni<Answer> give(Caller caller, GiftRequest gift, IdempotencyRequest request) {
        BusinessKey key = new BusinessKey(request.scope(), request.key(), EntryType.TRANSFER_OUT);
        return receivers
                .find(caller, gift.toMemberNo())
                .chain(found -> found.isEmpty()
                        ? refuse(caller, gift, request)
                        : queries.holder(found.get()).chain(receiver -> {
                            if (receiver.equals(caller.id())) throw ProblemCode.SAME_MEMBER.with();
                            Command command =
                                    new Command.Transfer(caller.id(), receiver, key, caller.actor(), gift.points());
                            return ledger.submit(new Submission(command, request, null, null));
                        }));
    }

    /** Kept under its key as any other refusal: also that must not tell that there is nobody. */
    private Uni<Answer> refuse(Caller caller, GiftRequest gift, IdempotencyRequest request) {
        return receivers
                .refusal(caller, gift.points())
                .chain(refusal ->
                        idempotency.run(request, connection -> Uni.createFrom().failure(refusal)));
    }

    /** Takes a gift back, from and for whoever answers for the two accounts now. */
    Uni<Answer> takeBack(Caller caller, UUID entryId, TakeBackRequest reversal, IdempotencyRequest request) {
        return queries.locate(entryId)
                .map(found -> found.filter(known -> known.entry().type() == EntryType.TRANSFER_OUT)
                        .orElseThrow(ProblemCode.ENTRY_NOT_FOUND::with))
                .chain(given -> takeBack(caller, given, reversal, request));
    }

    private Uni<Answer> takeBack(
            Caller caller, PointsQueries.Located given, TakeBackRequest reversal, IdempotencyRequest request) {
        EntryRef got = counterEntry(given.entry().explanation());
        BusinessKey key =
                new BusinessKey("entry:" + given.entry().id(), reversal.refundRef(), EntryType.TRANSFER_OUT_REVERSAL);
        return queries.holder(got.memberId()).chain(receiver -> {
            if (receiver.equals(given.holderId())) throw ProblemCode.SAME_MEMBER.with();
            Command command = new Command.ReverseTransfer(
                    given.holderId(), receiver, key, caller.actor(), given.ref(), got, reversal.reason());
            return ledger.submit(new Submission(command, request, null, null));
        });
    }

    private static EntryRef counterEntry(Explanation given) {
        return new EntryRef(
                Objects.requireNonNull(given.counterpart()), Objects.requireNonNull(given.counterEntryId()));
    }
}
