package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Spending: at once, or in two steps with a hold. */
final class SpendingRules {
    static final String HOLD_SOURCE = "hold";

    private SpendingRules() {}

    /** Who may give points away, for something or to somebody. */
    static @Nullable ProblemException refuseSpender(Posting posting, MemberFacts member, long points) {
        if (member.state() == MemberState.CLOSED) return ProblemCode.MEMBER_CLOSED.with();
        if (member.state() == MemberState.UNCONFIRMED) return ProblemCode.MEMBER_UNCONFIRMED.with();
        if (posting.standing().frozen()) return ProblemCode.ACCOUNT_FROZEN.with();
        if (points > posting.available()) return ProblemCode.POINTS_INSUFFICIENT.with(posting.available());
        return null;
    }

    static @Nullable ProblemException redeem(
            Posting posting, Command.Redeem command, UUID entryId, MemberFacts member, Setting setting) {
        ProblemException refusal = refuseSpender(posting, member, command.points());
        if (refusal != null) return refusal;
        takeAll(posting, command.points(), entryId);
        posting.book(
                new Draft(entryId, command.key(), command.actor(), -command.points())
                        .at(command.storeId(), command.orderRef())
                        .because(command.reason()),
                setting);
        return null;
    }

    /** Takes points that are known to be there. */
    static List<Taken> takeAll(Posting posting, long points, UUID entryId) {
        List<Taken> taken = posting.takeInSpendOrder(points, entryId);
        if (taken.stream().mapToLong(Taken::points).sum() != points) {
            throw new IllegalStateException("the open lots do not cover the account of " + posting.memberId());
        }
        return taken;
    }

    static @Nullable ProblemException hold(
            Posting posting, Command.Hold command, UUID entryId, MemberFacts member, Setting setting) {
        ProblemException refusal = refuseSpender(posting, member, command.points());
        if (refusal != null) return refusal;
        List<Taken> taken = takeAll(posting, command.points(), entryId);
        posting.openHold(
                new Hold(
                        entryId,
                        command.storeId(),
                        command.orderRef(),
                        command.reason(),
                        command.points(),
                        command.expiresAt(),
                        Taken.byLot(taken)),
                new Draft(entryId, command.key(), command.actor(), 0)
                        .at(command.storeId(), command.orderRef())
                        .because(command.reason())
                        .explained(Explanation.explain()
                                .moved(command.points())
                                .at(command.expiresAt())
                                .build()),
                setting);
        return null;
    }

    /** What is captured is spent; the rest of the hold returns to its lots. */
    static @Nullable ProblemException capture(Posting posting, Command.Capture command, UUID entryId, Setting setting) {
        Hold hold = posting.hold(command.holdId());
        if (hold == null) return ProblemCode.HOLD_NOT_OPEN.with();
        long captured = command.points() == null ? hold.points() : command.points();
        if (captured > hold.points()) return ProblemCode.CAPTURE_EXCEEDS_HOLD.with(hold.points());
        posting.settle(hold, HoldChange.State.CAPTURED, captured, entryId);
        long rest = hold.points() - captured;
        ReturnRules.Returned returned =
                ReturnRules.giveBack(posting, hold.taken().values(), true, rest, setting.now(), entryId, setting);
        posting.book(
                new Draft(entryId, command.key(), command.actor(), -captured)
                        .settles(hold)
                        .explained(Explanation.explain()
                                .moved(rest)
                                .debtPaid(returned.debtPaid())
                                .build()),
                setting);
        return null;
    }

    static @Nullable ProblemException release(Posting posting, Command.Release command, UUID entryId, Setting setting) {
        Hold hold = posting.hold(command.holdId());
        if (hold == null) return ProblemCode.HOLD_NOT_OPEN.with();
        Draft draft = new Draft(entryId, command.key(), command.actor(), 0);
        giveBack(posting, hold, HoldChange.State.RELEASED, draft, Explanation.explain(), setting);
        return null;
    }

    /** Nobody captured it in time. */
    static void timeOut(Posting posting, Hold hold, Setting setting) {
        UUID entryId = setting.ids().get();
        BusinessKey key = releaseKey(hold.id());
        posting.use(new KeyUse(key, entryId, null));
        Draft draft = TimeRules.draft(entryId, key, 0, hold.expiresAt(), setting);
        giveBack(
                posting,
                hold,
                HoldChange.State.TIMED_OUT,
                draft,
                Explanation.explain().note(Explanation.TIMED_OUT),
                setting);
    }

    /** A hold is released once, by whomever. */
    static BusinessKey releaseKey(UUID holdId) {
        return new BusinessKey(HOLD_SOURCE, holdId.toString(), EntryType.RELEASE);
    }

    private static void giveBack(
            Posting posting,
            Hold hold,
            HoldChange.State state,
            Draft draft,
            Explanation.Builder explanation,
            Setting setting) {
        posting.settle(hold, state, 0, draft.id);
        ReturnRules.Returned returned = ReturnRules.giveBack(
                posting,
                hold.taken().values(),
                true,
                hold.points(),
                draft.occurredAt == null ? setting.now() : draft.occurredAt,
                draft.id,
                setting);
        posting.book(
                draft.settles(hold)
                        .explained(explanation
                                .moved(hold.points())
                                .debtPaid(returned.debtPaid())
                                .build()),
                setting);
    }
}
