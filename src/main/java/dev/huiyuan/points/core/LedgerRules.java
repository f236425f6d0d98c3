package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Applies commands to accounts. */
public final class LedgerRules {
    private LedgerRules() {}

    /**
     * Applies a command: first what is due by time, then the command itself.
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
        ProblemException refusal = decide(posting, command, entryId, facts, setting);
        Changes changes = posting.changes();
        if (refusal != null) return new Decision.Refused(posting.account(), changes, refusal);
        return new Decision.Accepted(
                posting.account(), changes, changes.entries().getLast());
    }

    /** The account as it is at an instant: with everything that is due by then. */
    public static PointsAccount at(PointsAccount account, Setting setting) {
        Posting posting = new Posting(account);
        TimeRules.pass(posting, setting);
        return posting.account();
    }

    /** Posts only when it does not refuse. */
    private static @Nullable ProblemException decide(
            Posting posting, Command command, UUID entryId, Facts facts, Setting setting) {
        MemberFacts member = facts.member();
        if (member == null) return ProblemCode.MEMBER_NOT_FOUND.with();
        return switch (command) {
            case Command.Accrue accrual -> accrue(posting, accrual, entryId, member, facts, setting);
            case Command.Redeem redemption -> redeem(posting, redemption, entryId, member, setting);
            case Command.ReverseAccrual reversal -> ReversalRules.reverseAccrual(posting, reversal, entryId, setting);
            case Command.ReverseRedemption reversal ->
                ReversalRules.reverseRedemption(posting, reversal, entryId, setting);
        };
    }

    private static @Nullable ProblemException accrue(
            Posting posting, Command.Accrue order, UUID entryId, MemberFacts member, Facts facts, Setting setting) {
        Instant now = setting.now();
        if (member.state() == MemberState.CLOSED) return ProblemCode.MEMBER_CLOSED.with();
        Instant occurredAt = order.occurredAt().isAfter(now) ? now : order.occurredAt();
        ProgrammeVersion rules = setting.rulesAt(occurredAt);
        ProblemException refusal = EarningRules.refuseOrder(order, rules.rules().earning(), now);
        if (refusal != null) return refusal;
        EarningRules.Earned earned =
                EarningRules.earn(order.amountFen(), occurredAt, member, facts.multipliers(), rules);
        long points = earned.points();
        Balance before = posting.balance();
        if (points > Balance.LIMIT - before.available() - before.pending()) {
            return ProblemCode.POINTS_LIMIT_REACHED.with();
        }
        long debtPaid = points == 0 ? 0 : openLot(posting, order, entryId, points, occurredAt, rules, now);
        posting.book(new LedgerEntry(
                posting.memberId(),
                entryId,
                posting.nextSeq(),
                EntryType.ACCRUAL,
                points,
                posting.balance(),
                order.amountFen(),
                order.orderRef(),
                order.storeId(),
                order.channel(),
                order.key(),
                null,
                null,
                order.actor(),
                rules.version(),
                earned.explanation().withDebtPaid(debtPaid),
                occurredAt,
                now));
        return null;
    }

    /** The lot of an accrual has the id of its entry. Points that are available at once pay debt first. */
    private static long openLot(
            Posting posting,
            Command.Accrue order,
            UUID entryId,
            long points,
            Instant occurredAt,
            ProgrammeVersion rules,
            Instant now) {
        Instant asked = order.availableFrom();
        boolean pending = asked != null && asked.isAfter(now);
        Instant availableFrom = asked == null || asked.isBefore(occurredAt) ? occurredAt : asked;
        long debtPaid = pending ? 0 : posting.payDebt(points);
        Instant expiresAt = LotRules.expiresAt(availableFrom, rules.rules());
        posting.open(
                new Lot(entryId, entryId, points, points, pending, occurredAt, availableFrom, expiresAt), debtPaid);
        return debtPaid;
    }

    private static @Nullable ProblemException redeem(
            Posting posting, Command.Redeem command, UUID entryId, MemberFacts member, Setting setting) {
        if (member.state() == MemberState.CLOSED) return ProblemCode.MEMBER_CLOSED.with();
        if (member.state() == MemberState.UNCONFIRMED) return ProblemCode.MEMBER_UNCONFIRMED.with();
        if (command.points() > posting.available()) return ProblemCode.POINTS_INSUFFICIENT.with(posting.available());
        if (posting.takeInSpendOrder(command.points(), entryId) != command.points()) {
            throw new IllegalStateException("the open lots do not cover the account of " + posting.memberId());
        }
        posting.book(new LedgerEntry(
                posting.memberId(),
                entryId,
                posting.nextSeq(),
                EntryType.REDEMPTION,
                -command.points(),
                posting.balance(),
                0,
                command.orderRef(),
                command.storeId(),
                null,
                command.key(),
                null,
                command.reason(),
                command.actor(),
                setting.rulesNow().version(),
                Explanation.NONE,
                setting.now(),
                setting.now()));
        return null;
    }
}
