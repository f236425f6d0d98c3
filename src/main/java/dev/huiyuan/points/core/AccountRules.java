package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What staff do to an account: return what was spent, correct it, freeze it. */
final class AccountRules {
    private AccountRules() {}

    static @Nullable ProblemException reverseRedemption(
            Posting posting, Command.ReverseRedemption command, UUID entryId, Setting setting) {
        Referred spending = posting.referred(command.spending().entryId());
        if (spending == null || !spending.entry().type().isSpending()) return ProblemCode.ENTRY_NOT_FOUND.with();
        long left = -spending.entry().points() - spending.reversedPoints();
        long asked = command.points() == null ? left : command.points();
        if (asked > left || left == 0) return ProblemCode.REVERSAL_EXCEEDS_REMAINDER.with();
        if (!posting.hasRoomFor(asked)) return ProblemCode.POINTS_LIMIT_REACHED.with();
        boolean own = command.spending().memberId().equals(posting.memberId());
        Collection<Taken> taken = ReturnRules.outstanding(spending, own, left);
        ReturnRules.Returned returned =
                ReturnRules.giveBack(posting, taken, own, asked, setting.now(), entryId, setting);
        posting.remember(spending.plus(0, asked, List.of(), returned.given()));
        posting.book(
                new Draft(entryId, command.key(), command.actor(), asked)
                        .reverses(spending.entry())
                        .because(command.reason())
                        .explained(Explanation.explain()
                                .refund(null, command.key().ref())
                                .debtPaid(returned.debtPaid())
                                .build()),
                setting);
        return null;
    }

    static @Nullable ProblemException adjust(
            Posting posting, Command.Adjust command, UUID entryId, MemberFacts member, Setting setting) {
        long points = command.points();
        long debtPaid = 0;
        if (points > 0) {
            if (member.state() == MemberState.CLOSED) return ProblemCode.MEMBER_CLOSED.with();
            if (!posting.hasRoomFor(points)) return ProblemCode.POINTS_LIMIT_REACHED.with();
            debtPaid = posting.payDebt(points);
            posting.open(
                    new Lot(
                            entryId,
                            entryId,
                            points,
                            points,
                            false,
                            setting.now(),
                            setting.now(),
                            LotRules.expiresAt(setting.now(), setting.rulesNow().rules())),
                    debtPaid);
        } else {
            if (-points > posting.available()) return ProblemCode.POINTS_INSUFFICIENT.with(posting.available());
            SpendingRules.takeAll(posting, -points, entryId);
        }
        posting.book(
                new Draft(entryId, command.key(), command.actor(), points)
                        .because(command.reason())
                        .explained(Explanation.explain()
                                .debtPaid(debtPaid)
                                .approved(command.approved())
                                .build()),
                setting);
        return null;
    }

    static @Nullable ProblemException freeze(Posting posting, Command.Freeze command, UUID entryId, Setting setting) {
        if (posting.standing().frozen() == command.frozen()) {
            return (command.frozen() ? ProblemCode.ACCOUNT_FROZEN : ProblemCode.ACCOUNT_NOT_FROZEN).with();
        }
        posting.freeze(command.frozen());
        posting.book(new Draft(entryId, command.key(), command.actor(), 0).because(command.reason()), setting);
        return null;
    }
}
