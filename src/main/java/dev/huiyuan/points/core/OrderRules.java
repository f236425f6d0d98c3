package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What orders do to an account: they earn, are completed, and are refunded. */
final class OrderRules {
    private OrderRules() {}

    static @Nullable ProblemException accrue(
            Posting posting, Command.Accrue order, UUID entryId, Facts facts, Setting setting) {
        MemberFacts member = facts.known();
        Instant now = setting.now();
        if (member.state() == MemberState.CLOSED) return ProblemCode.MEMBER_CLOSED.with();
        Instant occurredAt = order.occurredAt().isAfter(now) ? now : order.occurredAt();
        ProgrammeVersion rules = setting.rulesAt(occurredAt);
        ProblemException refusal = EarningRules.refuseOrder(order, rules.rules().earning(), now);
        if (refusal != null) return refusal;
        LocalDate day = LocalDate.ofInstant(occurredAt, rules.rules().zone());
        EarningRules.Earned earned = EarningRules.earn(
                order, occurredAt, member, facts.multipliers(), posting.day(day).earned(), rules);
        long points = earned.points();
        if (!posting.hasRoomFor(points)) return ProblemCode.POINTS_LIMIT_REACHED.with();
        if (rules.rules().earning().maxPointsPerDay() != null) posting.count(day, new DayTotals(points, 0, 0));
        long debtPaid = points == 0 ? 0 : openLot(posting, order, entryId, points, occurredAt, rules.rules(), now);
        posting.book(
                new Draft(entryId, order.key(), order.actor(), points)
                        .amount(order.amountFen())
                        .at(order.storeId(), order.orderRef())
                        .through(order.channel())
                        .ruledBy(rules.version())
                        .explained(earned.explanation().withDebtPaid(debtPaid))
                        .occurredAt(occurredAt),
                setting);
        return null;
    }

    /** The lot of an accrual has the id of its entry. Points that are available at once pay debt first. */
    private static long openLot(
            Posting posting,
            Command.Accrue order,
            UUID entryId,
            long points,
            Instant occurredAt,
            Programme rules,
            Instant now) {
        Instant asked = order.availableFrom();
        // Not before it is booked: nothing happens to points that are not there yet.
        Instant availableFrom = asked != null && asked.isAfter(now) ? asked : now;
        boolean pending = availableFrom.isAfter(now);
        long debtPaid = pending ? 0 : posting.payDebt(points);
        // From the order's own time: when it was completed must not move the date.
        Instant expiresAt = LotRules.expiresAt(occurredAt, rules);
        posting.open(
                new Lot(entryId, entryId, points, points, pending, occurredAt, availableFrom, expiresAt), debtPaid);
        return debtPaid;
    }

    /** The points of a completed order get a time of their own to become available; those that are, stay so. */
    static @Nullable ProblemException complete(
            Posting posting, Command.Complete command, UUID entryId, Setting setting) {
        Referred accrual = posting.referred(command.accrual().entryId());
        if (accrual == null || accrual.entry().type() != EntryType.ACCRUAL) return ProblemCode.ENTRY_NOT_FOUND.with();
        Lot lot = posting.lotOf(accrual.entry().id());
        if (lot != null && lot.pending()) {
            Instant now = setting.now();
            // A completion brings points earlier; it never puts them off.
            Instant asked = command.availableFrom().isBefore(lot.availableFrom())
                    ? command.availableFrom()
                    : lot.availableFrom();
            // What was over before the completion became known is over now: the log is never changed backwards.
            posting.redate(lot.availableFrom(asked.isBefore(now) ? now : asked));
        }
        posting.book(
                new Draft(entryId, command.key(), command.actor(), 0)
                        .reverses(accrual.entry())
                        .explained(Explanation.explain()
                                .at(command.availableFrom())
                                .build()),
                setting);
        return null;
    }

    /** Taken back is what was earned before minus what the rest earns, by the order's own explanation. */
    static @Nullable ProblemException refund(
            Posting posting, Command.ReverseAccrual command, UUID entryId, Setting setting) {
        Referred accrual = posting.referred(command.accrual().entryId());
        if (accrual == null || accrual.entry().type() != EntryType.ACCRUAL) return ProblemCode.ENTRY_NOT_FOUND.with();
        Refund refund = command.refund();
        Explanation earning = accrual.entry().explanation();
        Set<String> lines = new HashSet<>(refund.lines());
        if (lines.retainAll(earning.lineRefs()) && !refund.namesAmountAnyway())
            return ProblemCode.LINE_NOT_FOUND.with();
        if (lines.removeAll(accrual.reversedLines()) && !refund.asFarAsLeft()) {
            return ProblemCode.REVERSAL_EXCEEDS_REMAINDER.with();
        }
        return takeBack(posting, command, entryId, accrual, lines, setting);
    }

    /** @param lines those of the named lines that were not refunded before */
    private static @Nullable ProblemException takeBack(
            Posting posting,
            Command.ReverseAccrual command,
            UUID entryId,
            Referred accrual,
            Set<String> lines,
            Setting setting) {
        Refund refund = command.refund();
        Explanation earning = accrual.entry().explanation();
        long leftFen = accrual.entry().amountFen() - accrual.reversedFen();
        long askedFen = askedFen(refund, earning, lines, leftFen);
        boolean exceeds = askedFen > leftFen || leftFen == 0 && accrual.reversals() > 0;
        if (exceeds && !refund.asFarAsLeft()) return ProblemCode.REVERSAL_EXCEEDS_REMAINDER.with();
        long fen = Math.min(askedFen, leftFen);
        long due = EarningRules.earned(leftFen, earning) - EarningRules.earned(leftFen - fen, earning);
        Clawback.Result back = Clawback.take(
                posting,
                command.accrual().entryId(),
                due,
                setting.rulesNow().rules().points().reversal(),
                entryId);
        posting.remember(accrual.plus(fen, back.points(), List.copyOf(lines), Map.of()));
        posting.book(
                new Draft(entryId, command.key(), command.actor(), -back.points())
                        .amount(-fen)
                        .reverses(accrual.entry())
                        .because(command.reason())
                        .explained(Explanation.explain()
                                .refund(fen, command.key().ref())
                                .lines(asked(earning, refund))
                                .note(exceeds ? Explanation.EXCEEDS_ORDER : null)
                                .debtMade(back.debtMade())
                                .shortfall(due - back.points())
                                .build()),
                setting);
        return null;
    }

    private static long askedFen(Refund refund, Explanation earning, Set<String> lines, long leftFen) {
        if (refund.amountFen() != null) return refund.amountFen();
        if (refund.lines().isEmpty()) return leftFen;
        return refunded(earning, lines).stream().mapToLong(OrderLine::amountFen).sum();
    }

    /** The lines as the refund named them, also those that the order does not have: its repetition is known again. */
    private static List<OrderLine> asked(Explanation earning, Refund refund) {
        Map<String, Long> amounts = new HashMap<>();
        if (earning.lines() != null) earning.lines().forEach(line -> amounts.put(line.ref(), line.amountFen()));
        return refund.lines().stream()
                .map(ref -> new OrderLine(ref, amounts.getOrDefault(ref, 0L)))
                .toList();
    }

    private static List<OrderLine> refunded(Explanation earning, Set<String> refs) {
        if (earning.lines() == null || refs.isEmpty()) return List.of();
        return earning.lines().stream()
                .filter(line -> refs.contains(line.ref()))
                .toList();
    }
}
