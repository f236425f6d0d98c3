package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Gifts between members. They never change the total, and never give points a longer life. */
final class TransferRules {
    private TransferRules() {}

    static @Nullable ProblemException transfer(
            Posting giver, Posting receiver, Command.Transfer command, UUID entryId, PairFacts facts, Setting setting) {
        long points = command.points();
        ProblemException refusal = refuseGiver(giver, facts.own(), points, setting);
        if (refusal == null) refusal = refuseReceiver(receiver, facts.other(), points);
        if (refusal != null) return refusal;
        giver.count(today(setting), new DayTotals(0, points, 1));
        UUID otherEntryId = setting.ids().get();
        List<Taken> taken = SpendingRules.takeAll(giver, points, entryId);
        long debtPaid = receive(receiver, taken, otherEntryId, setting);
        giver.book(
                new Draft(entryId, command.key(), command.actor(), -points)
                        .explained(Explanation.explain()
                                .counterpart(receiver.memberId(), otherEntryId)
                                .build()),
                setting);
        BusinessKey otherKey = counterKey(command.key(), EntryType.TRANSFER_IN);
        receiver.use(new KeyUse(otherKey, otherEntryId, points));
        receiver.book(
                new Draft(otherEntryId, otherKey, command.actor(), points)
                        .explained(Explanation.explain()
                                .counterpart(giver.memberId(), entryId)
                                .debtPaid(debtPaid)
                                .build()),
                setting);
        return null;
    }

    /** Asked before anything about the receiver: only who could give learns whether there is somebody to give to. */
    static @Nullable ProblemException refuseGiver(Posting giver, MemberFacts member, long points, Setting setting) {
        ProblemException refusal = SpendingRules.refuseSpender(giver, member, points);
        if (refusal != null) return refusal;
        Programme.Transfers limits = setting.rulesNow().rules().points().transfers();
        DayTotals day = giver.day(today(setting));
        boolean within = day.gifts() < limits.maxPerDay() && points <= limits.maxPointsPerDay() - day.given();
        return within ? null : ProblemCode.TRANSFER_LIMIT_REACHED.with(limits.maxPointsPerDay(), limits.maxPerDay());
    }

    private static LocalDate today(Setting setting) {
        return LocalDate.ofInstant(setting.now(), setting.rulesNow().rules().zone());
    }

    private static @Nullable ProblemException refuseReceiver(Posting receiver, MemberFacts member, long points) {
        if (member.state() == MemberState.CLOSED) return ProblemCode.RECEIVER_NOT_AVAILABLE.with();
        if (receiver.standing().frozen()) return ProblemCode.RECEIVER_NOT_AVAILABLE.with();
        if (!receiver.hasRoomFor(points)) return ProblemCode.POINTS_LIMIT_REACHED.with();
        return null;
    }

    /** What expires together stays together, with the dates that it had. */
    private static long receive(Posting receiver, List<Taken> taken, UUID entryId, Setting setting) {
        Map<Optional<Instant>, Taken> byExpiry = new LinkedHashMap<>();
        for (Taken part : taken) {
            byExpiry.merge(
                    Optional.ofNullable(part.expiresAt()),
                    part,
                    (a, b) -> new Taken(a.lotId(), a.points() + b.points(), a.earnedAt(), a.expiresAt()));
        }
        long debtPaid = 0;
        for (Taken part : byExpiry.values()) {
            long paid = receiver.payDebt(part.points());
            debtPaid += paid;
            receiver.open(
                    new Lot(
                            setting.ids().get(),
                            entryId,
                            part.points(),
                            part.points(),
                            false,
                            part.earnedAt(),
                            setting.now(),
                            part.expiresAt()),
                    paid);
        }
        return debtPaid;
    }

    /**
     * A gift is taken back. The giver gets what could be taken from the other one, so that the total stays: all of it
     * under {@code ALLOW_DEBT}, else what is there, also under {@code ONLY_PENDING}: gifts are never pending, so nothing
     * could be taken back at all.
     */
    static @Nullable ProblemException reverse(
            Posting giver, Posting receiver, Command.ReverseTransfer command, UUID entryId, Setting setting) {
        Referred given = giver.referred(command.given().entryId());
        Referred got = receiver.referred(command.got().entryId());
        if (given == null || got == null || !isPair(given.entry(), got.entry(), EntryType.TRANSFER_OUT)) {
            return ProblemCode.ENTRY_NOT_FOUND.with();
        }
        long left = -given.entry().points() - given.reversedPoints();
        if (left == 0) return ProblemCode.REVERSAL_EXCEEDS_REMAINDER.with();
        if (!giver.hasRoomFor(left)) return ProblemCode.POINTS_LIMIT_REACHED.with();
        UUID otherEntryId = setting.ids().get();
        Programme.ReversalPolicy policy = setting.rulesNow().rules().points().reversal();
        Clawback.Result back = Clawback.take(
                receiver,
                command.got().entryId(),
                left,
                policy == Programme.ReversalPolicy.ALLOW_DEBT ? policy : Programme.ReversalPolicy.WITHIN_BALANCE,
                otherEntryId);
        if (back.points() == 0) return ProblemCode.RECEIVER_HAS_NOTHING_LEFT.with();
        boolean own = command.given().memberId().equals(giver.memberId());
        Collection<Taken> taken = ReturnRules.outstanding(given, own, left);
        ReturnRules.Returned returned =
                ReturnRules.giveBack(giver, taken, own, back.points(), setting.now(), entryId, setting);
        giver.remember(given.plus(0, back.points(), List.of(), returned.given()));
        receiver.remember(got.plus(0, -back.points(), List.of(), Map.of()));
        long shortfall = left - back.points();
        Explanation.Builder why = Explanation.explain()
                .counterpart(receiver.memberId(), otherEntryId)
                .refund(null, command.key().ref())
                .debtPaid(returned.debtPaid())
                .shortfall(shortfall);
        Explanation.Builder otherWhy = Explanation.explain()
                .counterpart(giver.memberId(), entryId)
                .debtMade(back.debtMade())
                .shortfall(shortfall);
        giver.book(reversal(entryId, command.key(), command, back.points(), given, why), setting);
        BusinessKey otherKey = counterKey(command.key(), EntryType.TRANSFER_IN_REVERSAL);
        receiver.use(new KeyUse(otherKey, otherEntryId, null));
        receiver.book(reversal(otherEntryId, otherKey, command, -back.points(), got, otherWhy), setting);
        return null;
    }

    private static Draft reversal(
            UUID entryId,
            BusinessKey key,
            Command.ReverseTransfer command,
            long points,
            Referred reversed,
            Explanation.Builder why) {
        return new Draft(entryId, key, command.actor(), points)
                .reverses(reversed.entry())
                .because(command.reason())
                .explained(why.build());
    }

    /** Whether two entries moved points between two accounts together. */
    static boolean isPair(LedgerEntry out, LedgerEntry in, EntryType type) {
        return out.type() == type && in.id().equals(out.explanation().counterEntryId());
    }

    /** The other account's entry has the same key, of its own kind. */
    static BusinessKey counterKey(BusinessKey key, EntryType kind) {
        return new BusinessKey(key.source(), key.ref(), kind);
    }
}
