package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applies commands to accounts. */
public final class LedgerRules {
    private LedgerRules() {}

    /**
     * Applies a command to one account: first what is due by time, then the command itself.
     *
     * @param account the account, loaded as far as the command needs
     * @param command what is asked
     * @param entryId the id that the command's entry gets
     * @param facts what is known about the member
     * @param setting the time, the rules and the ids
     * @return the decision with everything that has to be written
     */
    public static Decision apply(PointsAccount account, Command command, UUID entryId, Facts facts, Setting setting) {
        Posting posting = new Posting(account);
        TimeRules.pass(posting, setting);
        ProblemException refusal = decideAll(posting, command, entryId, facts, setting);
        // A posting on which some of several commands are done already is left alone.
        if (refusal != null) return new Decision.Refused(List.of(settle(account, setting)), refusal);
        slide(posting, isActivity(command), setting);
        TimeRules.passAfter(posting, setting);
        return new Decision.Accepted(List.of(posting.touched()), posting.booked(entryId));
    }

    /** What comes before the main command uses up its own keys. */
    private static @Nullable ProblemException decideAll(
            Posting posting, Command command, UUID entryId, Facts facts, Setting setting) {
        List<Command> parts = command.parts();
        for (Command part : parts.subList(0, parts.size() - 1)) {
            UUID id = setting.ids().get();
            ProblemException refusal = decide(posting, part, id, facts, setting);
            if (refusal != null) return refusal;
            posting.use(new KeyUse(part.key(), id, part.amount()));
        }
        return decide(posting, command.main(), entryId, facts, setting);
    }

    /**
     * Applies a command to two accounts; see {@link #apply(PointsAccount, Command, UUID, Facts, Setting)}.
     *
     * @param account the command's own account
     * @param other the other account
     */
    public static Decision apply(
            PointsAccount account,
            PointsAccount other,
            Command.Paired command,
            UUID entryId,
            Facts facts,
            Facts otherFacts,
            Setting setting) {
        if (account.memberId().equals(other.memberId())) {
            // Two accounts may have become one by a merge. Two working copies of one account would make points.
            return new Decision.Refused(List.of(settle(account, setting)), ProblemCode.SAME_MEMBER.with());
        }
        Posting own = new Posting(account);
        Posting counter = new Posting(other);
        TimeRules.pass(own, setting);
        TimeRules.pass(counter, setting);
        ProblemException refusal = decide(own, counter, command, entryId, facts, otherFacts, setting);
        if (refusal != null) return new Decision.Refused(List.of(own.touched(), counter.touched()), refusal);
        slide(own, command instanceof Command.Transfer, setting);
        slide(counter, false, setting);
        TimeRules.passAfter(own, setting);
        TimeRules.passAfter(counter, setting);
        return new Decision.Accepted(List.of(own.touched(), counter.touched()), own.booked(entryId));
    }

    /**
     * Does what is due by now and nothing else, in the order in which it fell due: to have it booked, or to see an
     * account as it is whether it is booked or not.
     */
    public static Decision.Touched settle(PointsAccount account, Setting setting) {
        Posting posting = new Posting(account);
        TimeRules.pass(posting, setting);
        return posting.touched();
    }

    /**
     * Why a member could not give points to anybody, as {@link Command.Transfer} would answer; null where they could.
     *
     * @param account the giver's account as it stands, with the gifts of today
     */
    public static @Nullable ProblemException refuseGiver(
            PointsAccount account, MemberFacts member, long points, Setting setting) {
        Posting posting = new Posting(account);
        TimeRules.pass(posting, setting);
        return TransferRules.refuseGiver(posting, member, points, setting);
    }

    /** The business key under which a hold is released, by whomever. */
    public static BusinessKey releaseKey(UUID holdId) {
        return SpendingRules.releaseKey(holdId);
    }

    /** Posts only when it does not refuse. */
    private static @Nullable ProblemException decide(
            Posting posting, Command command, UUID entryId, Facts facts, Setting setting) {
        MemberFacts member = facts.member();
        if (member == null) return ProblemCode.MEMBER_NOT_FOUND.with();
        if (posting.standing().mergedInto() != null) return ProblemCode.ACCOUNT_MERGED.with();
        return switch (command) {
            case Command.Accrue order -> OrderRules.accrue(posting, order, entryId, facts, setting);
            case Command.Complete completion -> OrderRules.complete(posting, completion, entryId, setting);
            case Command.ReverseAccrual refund -> OrderRules.refund(posting, refund, entryId, setting);
            case Command.Redeem redemption -> SpendingRules.redeem(posting, redemption, entryId, member, setting);
            case Command.Hold hold -> SpendingRules.hold(posting, hold, entryId, member, setting);
            case Command.Capture capture -> SpendingRules.capture(posting, capture, entryId, setting);
            case Command.Release release -> SpendingRules.release(posting, release, entryId, setting);
            case Command.ReverseRedemption reversal ->
                AccountRules.reverseRedemption(posting, reversal, entryId, setting);
            case Command.Adjust adjustment -> AccountRules.adjust(posting, adjustment, entryId, member, setting);
            case Command.Freeze freeze -> AccountRules.freeze(posting, freeze, entryId, setting);
            case Command.Paired paired -> throw new IllegalArgumentException("two accounts are needed for " + paired);
            case Together several -> throw new IllegalArgumentException("to be decided one by one: " + several);
        };
    }

    private static @Nullable ProblemException decide(
            Posting own,
            Posting counter,
            Command.Paired command,
            UUID entryId,
            Facts facts,
            Facts otherFacts,
            Setting setting) {
        MemberFacts member = facts.member();
        MemberFacts other = otherFacts.member();
        if (member == null || other == null) return ProblemCode.MEMBER_NOT_FOUND.with();
        boolean gone = own.standing().mergedInto() != null && !(command instanceof Merging.ReverseMerge);
        if (gone || counter.standing().mergedInto() != null) return ProblemCode.ACCOUNT_MERGED.with();
        return switch (command) {
            case Command.Transfer gift ->
                TransferRules.transfer(own, counter, gift, entryId, new PairFacts(member, other), setting);
            case Command.ReverseTransfer reversal -> TransferRules.reverse(own, counter, reversal, entryId, setting);
            case Merging.Merge merge -> MergeRules.merge(own, counter, merge, entryId, other, setting);
            case Merging.ReverseMerge undo -> MergeRules.reverse(own, counter, undo, entryId, setting);
        };
    }

    /** Whether a member who does this is active, which keeps points alive under sliding expiry. */
    private static boolean isActivity(Command command) {
        return command.parts().stream()
                .anyMatch(part -> part instanceof Command.Accrue
                        || part instanceof Command.Redeem
                        || part instanceof Command.Hold
                        || part instanceof Command.Capture);
    }

    private static void slide(Posting posting, boolean activity, Setting setting) {
        Programme rules = setting.rulesNow().rules();
        Instant current = posting.standing().slidingExpiresAt();
        boolean begins =
                current == null && posting.available() + posting.balance().pending() > 0;
        if (!activity && !begins || posting.standing().mergedInto() != null) return;
        Instant next = LotRules.inactiveAt(setting.now(), rules);
        if (next == null ? current != null : !next.equals(current)) posting.slideTo(next);
    }
}
