package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What refunds take back and give back. */
final class ReversalRules {
    private ReversalRules() {}

    /** Taken back is what was earned before minus what the rest earns, by the order's own rate and multiplier. */
    static @Nullable ProblemException reverseAccrual(
            Posting posting, Command.ReverseAccrual command, UUID entryId, Setting setting) {
        Referred accrual = posting.referred(command.accrualId());
        if (accrual == null || accrual.entry().type() != EntryType.ACCRUAL) return ProblemCode.ENTRY_NOT_FOUND.with();
        long leftFen = accrual.entry().amountFen() - accrual.reversedFen();
        long askedFen = command.amountFen() == null ? leftFen : command.amountFen();
        if (askedFen > leftFen || leftFen == 0 && accrual.reversals() > 0) {
            return ProblemCode.REVERSAL_EXCEEDS_REMAINDER.with();
        }
        Explanation earning = accrual.entry().explanation();
        long due = earned(leftFen, earning) - earned(leftFen - askedFen, earning);
        ProgrammeVersion rules = setting.rulesNow();
        Programme.ReversalPolicy policy = rules.rules().points().reversal();
        long taken = takeBack(posting, command.accrualId(), due, policy, entryId);
        long debtMade = policy == Programme.ReversalPolicy.ALLOW_DEBT ? due - taken : 0;
        posting.makeDebt(debtMade);
        long shortfall = due - taken - debtMade;
        posting.remember(accrual.plus(askedFen, 0, Map.of()));
        posting.book(reversal(
                posting,
                command,
                entryId,
                accrual.entry(),
                -(taken + debtMade),
                -askedFen,
                command.reason(),
                Explanation.ofRefund(askedFen, command.key().ref(), debtMade, shortfall),
                setting));
        return null;
    }

    /** Its own lot first, then the others in spend order; only its own while pending under {@code ONLY_PENDING}. */
    private static long takeBack(
            Posting posting, UUID ownLotId, long points, Programme.ReversalPolicy policy, UUID entryId) {
        long taken = 0;
        Lot own = posting.lotOrNull(ownLotId);
        boolean ownCounts = own != null && (own.pending() || policy != Programme.ReversalPolicy.ONLY_PENDING);
        if (own != null && ownCounts) {
            taken = Math.min(points, own.remaining());
            posting.take(own, taken, entryId);
        }
        if (policy == Programme.ReversalPolicy.ONLY_PENDING) return taken;
        return taken + posting.takeInSpendOrder(points - taken, entryId);
    }

    private static long earned(long amountFen, Explanation earning) {
        return EarningRules.points(
                amountFen,
                Objects.requireNonNull(earning.pointsPerYuan(), "an accrual without its rate"),
                Objects.requireNonNull(earning.percent(), "an accrual without its multiplier"));
    }

    /** Returned points pay debt first; the rest returns to the lots that it came from, the last one taken first. */
    static @Nullable ProblemException reverseRedemption(
            Posting posting, Command.ReverseRedemption command, UUID entryId, Setting setting) {
        Referred redemption = posting.referred(command.redemptionId());
        if (redemption == null || redemption.entry().type() != EntryType.REDEMPTION) {
            return ProblemCode.ENTRY_NOT_FOUND.with();
        }
        long left = -redemption.entry().points() - redemption.reversedPoints();
        long asked = command.points() == null ? left : command.points();
        if (asked > left || left == 0) return ProblemCode.REVERSAL_EXCEEDS_REMAINDER.with();
        if (posting.balance().available() + asked > Balance.LIMIT) return ProblemCode.POINTS_LIMIT_REACHED.with();
        long debtPaid = posting.payDebt(asked);
        Map<UUID, Long> given = giveBack(posting, redemption, asked - debtPaid, entryId, setting);
        posting.remember(redemption.plus(0, asked, given));
        posting.book(reversal(
                posting,
                command,
                entryId,
                redemption.entry(),
                asked,
                0,
                command.reason(),
                Explanation.ofRefund(null, command.key().ref(), 0, 0).withDebtPaid(debtPaid),
                setting));
        return null;
    }

    private static Map<UUID, Long> giveBack(
            Posting posting, Referred redemption, long points, UUID entryId, Setting setting) {
        Map<UUID, Long> given = new HashMap<>();
        long left = points;
        long expired = 0;
        List<Lot> lastTakenFirst = posting.lots().stream()
                .filter(lot -> redemption.taken().getOrDefault(lot.id(), 0L) > 0)
                .sorted(Lot.SPEND_ORDER.reversed())
                .toList();
        for (Lot lot : lastTakenFirst) {
            long part = Math.min(left, redemption.taken().getOrDefault(lot.id(), 0L));
            if (part == 0) continue;
            left -= part;
            if (lot.isExpired(setting.now())) {
                expired += part;
            } else {
                posting.give(lot, part, entryId);
                given.put(lot.id(), part);
            }
        }
        if (left > 0)
            throw new IllegalStateException(
                    "a redemption without its lots: " + redemption.entry().id());
        if (expired > 0) openGraceLot(posting, expired, entryId, setting);
        return given;
    }

    private static void openGraceLot(Posting posting, long points, UUID entryId, Setting setting) {
        Instant now = setting.now();
        Instant endsAt = LotRules.graceEndsAt(now, setting.rulesNow().rules());
        posting.open(new Lot(entryId, entryId, points, points, false, now, now, endsAt), 0);
    }

    private static LedgerEntry reversal(
            Posting posting,
            Command command,
            UUID entryId,
            LedgerEntry reversed,
            long points,
            long amountFen,
            String reason,
            Explanation explanation,
            Setting setting) {
        return new LedgerEntry(
                posting.memberId(),
                entryId,
                posting.nextSeq(),
                command.key().kind(),
                points,
                posting.balance(),
                amountFen,
                reversed.orderRef(),
                reversed.storeId(),
                reversed.channel(),
                command.key(),
                reversed.id(),
                reason,
                command.actor(),
                setting.rulesNow().version(),
                explanation,
                setting.now(),
                setting.now());
    }
}
