package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.problem.ProblemCode;
import dev.huiyuan.shared.problem.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Two accounts of one person become one. Lots keep their ids and dates, so that refunds of the old account's orders
 * find their own lots on the account that goes on, the survivor.
 */
final class MergeRules {
    private MergeRules() {}

    static @Nullable ProblemException merge(
            Posting old, Posting survivor, Merging.Merge command, UUID entryId, MemberFacts other, Setting setting) {
        if (other.state() == MemberState.CLOSED) return ProblemCode.MEMBER_CLOSED.with();
        if (old.standing().frozen() || survivor.standing().frozen()) return ProblemCode.ACCOUNT_FROZEN.with();
        if (old.balance().held() > 0) return ProblemCode.ACCOUNT_HAS_HOLDS.with();
        long lots = old.balance().available() + old.balance().pending();
        if (!survivor.hasRoomFor(lots)) return ProblemCode.POINTS_LIMIT_REACHED.with();
        UUID otherEntryId = setting.ids().get();
        Set<UUID> known = survivor.lots().stream().map(Lot::id).collect(Collectors.toSet());
        long debtPaid = 0;
        for (Lot lot : List.copyOf(old.lots())) {
            if (lot.remaining() == 0) continue;
            old.take(lot, lot.remaining(), entryId);
            debtPaid += arrive(survivor, lot, freeId(lot.id(), known, setting), otherEntryId);
        }
        long debt = old.cancelDebt();
        long debtMade = takeDebt(survivor, debt, otherEntryId);
        old.mergeInto(survivor.memberId());
        slide(old, survivor);
        Explanation.Builder why = Explanation.explain()
                .counterpart(survivor.memberId(), otherEntryId)
                .moved(lots)
                .debtPaid(debt)
                .approved(command.approved());
        Explanation.Builder otherWhy = Explanation.explain()
                .counterpart(old.memberId(), entryId)
                .moved(lots)
                .debtPaid(debtPaid)
                .debtMade(debtMade);
        old.book(draft(entryId, command.key(), command, debt - lots, command.reason(), why), setting);
        BusinessKey otherKey = TransferRules.counterKey(command.key(), EntryType.MERGE_IN);
        survivor.use(new KeyUse(otherKey, otherEntryId, null));
        survivor.book(draft(otherEntryId, otherKey, command, lots - debt, command.reason(), otherWhy), setting);
        return null;
    }

    private static Draft draft(
            UUID entryId, BusinessKey key, Command command, long points, String reason, Explanation.Builder why) {
        return new Draft(entryId, key, command.actor(), points).because(reason).explained(why.build());
    }

    /** A lot keeps its id, unless an earlier merge that was undone has left one with it. */
    private static UUID freeId(UUID lotId, Set<UUID> known, Setting setting) {
        for (UUID id : Lot.twins(lotId)) {
            if (!known.contains(id)) return id;
        }
        return setting.ids().get();
    }

    /** Returns what paid a debt. */
    private static long arrive(Posting survivor, Lot lot, UUID id, UUID entryId) {
        long paid = lot.pending() ? 0 : survivor.payDebt(lot.remaining());
        survivor.open(
                new Lot(
                        id,
                        entryId,
                        lot.remaining(),
                        lot.remaining(),
                        lot.pending(),
                        lot.earnedAt(),
                        lot.availableFrom(),
                        lot.expiresAt()),
                paid);
        return paid;
    }

    /** The survivor answers for the old account's debt: with its points first. Returns what became debt of its own. */
    private static long takeDebt(Posting survivor, long debt, UUID entryId) {
        long paid = Clawback.sum(survivor.takeInSpendOrder(debt, entryId));
        survivor.makeDebt(debt - paid);
        return debt - paid;
    }

    /** Whoever was active on one of the accounts was: of two dates the later one holds. */
    private static void slide(Posting old, Posting survivor) {
        Instant date = old.standing().slidingExpiresAt();
        Instant other = survivor.standing().slidingExpiresAt();
        if (date != null && (other == null || other.isBefore(date))) survivor.slideTo(date);
        old.slideTo(null);
    }

    /**
     * The merge is undone. The old account gets its debt back, and of its points what remains on the survivor: of its
     * own lots, and where those were spent of the survivor's other lots. What is missing then was spent by the survivor
     * and becomes the survivor's debt. What has expired since, or was taken back by refunds of the old account's own
     * orders, is gone for the old account. A debt that the survivor had before and that was paid with the old account's
     * points is its debt again, and the old account gets those points.
     */
    static @Nullable ProblemException reverse(
            Posting old, Posting survivor, Merging.ReverseMerge command, UUID entryId, Setting setting) {
        Referred left = old.referred(command.left().entryId());
        Referred arrived = survivor.referred(command.arrived().entryId());
        if (left == null
                || arrived == null
                || !TransferRules.isPair(left.entry(), arrived.entry(), EntryType.MERGE_OUT)) {
            return ProblemCode.ENTRY_NOT_FOUND.with();
        }
        boolean merged = left.reversals() == 0
                && survivor.memberId().equals(old.standing().mergedInto());
        if (!merged) return ProblemCode.NOT_MERGED.with();
        undo(old, survivor, command, entryId, left, arrived, setting);
        return null;
    }

    private static void undo(
            Posting old,
            Posting survivor,
            Merging.ReverseMerge command,
            UUID entryId,
            Referred left,
            Referred arrived,
            Setting setting) {
        UUID otherEntryId = setting.ids().get();
        long debt = orZero(left.entry().explanation().debtPaid());
        long due = Math.max(0, orZero(left.entry().explanation().matured()) - arrived.lost());
        relieve(survivor, arrived, debt, otherEntryId, setting);
        List<Twin> twins = twins(survivor, left, arrived.entry().id());
        Clawback.Result back =
                Clawback.take(survivor, arrived.entry().id(), due, Programme.ReversalPolicy.ALLOW_DEBT, otherEntryId);
        old.mergeInto(null);
        old.makeDebt(debt);
        // What the old account's points had paid of the survivor's own debt was not spent: that is undone as well.
        long restored =
                Math.min(back.debtMade(), orZero(arrived.entry().explanation().debtPaid()));
        long shortfall = back.debtMade() - restored;
        long returned = back.points() - shortfall;
        long debtPaid = giveBack(old, twins, left, returned, entryId, setting);
        old.remember(left.plus(0, 0, List.of(), Map.of()));
        old.slideTo(survivor.standing().slidingExpiresAt());
        Explanation.Builder why = Explanation.explain()
                .counterpart(survivor.memberId(), otherEntryId)
                .moved(returned)
                .debtMade(debt)
                .debtPaid(debtPaid)
                .shortfall(shortfall)
                .approved(command.approved());
        Explanation.Builder otherWhy = Explanation.explain()
                .counterpart(old.memberId(), entryId)
                .moved(returned)
                .debtMade(back.debtMade());
        old.book(
                draft(entryId, command.key(), command, returned - debt, command.reason(), why)
                        .reverses(left.entry()),
                setting);
        BusinessKey otherKey = TransferRules.counterKey(command.key(), EntryType.MERGE_IN_REVERSAL);
        survivor.use(new KeyUse(otherKey, otherEntryId, null));
        survivor.book(
                draft(otherEntryId, otherKey, command, debt - back.points(), command.reason(), otherWhy)
                        .reverses(arrived.entry()),
                setting);
    }

    /** The survivor gets back what the old account's debt had cost it. */
    private static void relieve(Posting survivor, Referred arrived, long debt, UUID entryId, Setting setting) {
        if (debt == 0) return;
        long paid = survivor.payDebt(debt);
        long fromLots = Math.min(
                debt - paid,
                arrived.taken().values().stream().mapToLong(Taken::points).sum());
        ReturnRules.giveBack(survivor, arrived.taken().values(), true, fromLots, setting.now(), entryId, setting);
        long rest = debt - paid - fromLots;
        if (rest > 0) ReturnRules.openGraceLot(survivor, rest, setting.now(), entryId, setting);
    }

    /** A lot of the old account, and the one that it became on the survivor. */
    private record Twin(UUID lotId, Lot there) {}

    /** In the order in which the survivor's lots are taken. */
    private static List<Twin> twins(Posting survivor, Referred left, UUID arrivedId) {
        Map<UUID, Lot> there = survivor.lots().stream()
                .filter(lot -> lot.entryId().equals(arrivedId))
                .collect(Collectors.toMap(Lot::id, lot -> lot));
        List<Twin> twins = new ArrayList<>();
        for (UUID lotId : left.taken().keySet()) {
            Lot.twins(lotId).stream()
                    .filter(there::containsKey)
                    .forEach(id -> twins.add(new Twin(lotId, Objects.requireNonNull(there.get(id)))));
        }
        twins.sort(Comparator.comparing(Twin::there, Lot.SPEND_ORDER));
        return twins;
    }

    /** What came out of a lot's twin returns to the lot; the rest to where there is room, as any points that return. */
    private static long giveBack(
            Posting old, List<Twin> twins, Referred left, long points, UUID entryId, Setting setting) {
        long rest = points;
        long debtPaid = 0;
        Map<UUID, Taken> room = new HashMap<>(left.taken());
        for (Twin twin : twins) {
            Taken part = Objects.requireNonNull(room.get(twin.lotId()));
            Lot lot = caughtUp(old, old.lot(twin.lotId()), twin.there());
            long share = Math.min(rest, Math.min(twin.there().remaining(), part.points()));
            long paid = lot.pending() ? 0 : old.payDebt(share);
            old.give(lot, share - paid, entryId);
            debtPaid += paid;
            room.put(twin.lotId(), part.minus(share));
            rest -= share;
        }
        return debtPaid + giveRest(old, room, rest, entryId, setting);
    }

    /** A lot has matured, or was completed, where its points were. */
    private static Lot caughtUp(Posting old, Lot lot, Lot there) {
        if (!lot.pending()) return lot;
        Lot dated = lot.availableFrom(there.availableFrom());
        Lot now = there.pending() ? dated : dated.matured();
        if (!now.equals(lot)) old.redate(now);
        return now;
    }

    private static long giveRest(Posting old, Map<UUID, Taken> room, long points, UUID entryId, Setting setting) {
        if (points == 0) return 0;
        List<Taken> spendable = room.values().stream()
                .filter(part -> !old.lot(part.lotId()).pending())
                .toList();
        long fits = Math.min(points, spendable.stream().mapToLong(Taken::points).sum());
        ReturnRules.Returned returned =
                ReturnRules.giveBack(old, spendable, true, fits, setting.now(), entryId, setting);
        long rest = points - fits;
        long paid = old.payDebt(rest);
        if (rest > paid) ReturnRules.openGraceLot(old, rest - paid, setting.now(), entryId, setting);
        return returned.debtPaid() + paid;
    }

    private static long orZero(@Nullable Long points) {
        return points == null ? 0 : points;
    }
}
