package dev.huiyuan.points.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The working copy of an account while one command is applied. It moves points between the figures and the lots and
 * writes down what it did; what may be moved is decided by the rules that call it.
 */
final class Posting {
    private final UUID memberId;
    private long available;
    private long pending;
    private long held;
    private long debt;
    private long version;
    private Standing standing;
    private @Nullable Instant nextDueAt;
    private List<Lot> lots;
    private boolean lotsCopied;
    private Map<UUID, Referred> referred;
    private List<Hold> holds;
    private Map<LocalDate, DayTotals> days;

    private final List<LedgerEntry> entries = new ArrayList<>(1);
    private final Set<UUID> newLots = new HashSet<>(2);
    private final Set<UUID> changedLots = new HashSet<>(2);
    private final List<Allocation> allocations = new ArrayList<>(2);
    private final List<KeyUse> keys = new ArrayList<>(0);
    private final List<HoldChange> holdChanges = new ArrayList<>(0);

    Posting(PointsAccount account) {
        memberId = account.memberId();
        Balance balance = account.balance();
        available = balance.available();
        pending = balance.pending();
        held = balance.held();
        debt = balance.debt();
        version = account.version();
        standing = account.standing();
        nextDueAt = account.nextDueAt();
        lots = account.lots();
        referred = account.history().referred();
        holds = account.history().holds();
        days = account.history().days();
    }

    Decision.Touched touched() {
        List<Lot> frozen = lotsCopied ? List.copyOf(lots) : lots;
        PointsAccount account = new PointsAccount(
                memberId,
                balance(),
                version,
                standing,
                nextDueAt,
                frozen,
                new PointsAccount.History(referred, holds, days));
        return new Decision.Touched(account, changes());
    }

    private Changes changes() {
        return new Changes(
                List.copyOf(entries),
                Set.copyOf(newLots),
                Set.copyOf(changedLots),
                Allocation.combined(allocations),
                List.copyOf(keys),
                List.copyOf(holdChanges));
    }

    Balance balance() {
        return new Balance(available, pending, held, debt);
    }

    UUID memberId() {
        return memberId;
    }

    long available() {
        return available;
    }

    Standing standing() {
        return standing;
    }

    /** Whether something is due, by now or sooner. */
    boolean isDue(Instant now) {
        return nextDueAt != null && !nextDueAt.isAfter(now);
    }

    /** Lots that were opened here. */
    Set<UUID> newLots() {
        return newLots;
    }

    List<Lot> lots() {
        return lots;
    }

    List<Hold> holds() {
        return holds;
    }

    @Nullable
    Hold hold(UUID id) {
        for (Hold hold : holds) {
            if (hold.id().equals(id)) return hold;
        }
        return null;
    }

    @Nullable
    Referred referred(UUID entryId) {
        return referred.get(entryId);
    }

    @Nullable
    Lot lotOrNull(UUID id) {
        for (Lot lot : lots) {
            if (lot.id().equals(id)) return lot;
        }
        return null;
    }

    /** The lot of an accrual that still has points, wherever merges have moved it. */
    @Nullable
    Lot lotOf(UUID accrualId) {
        for (Lot lot : lots) {
            if (lot.remaining() > 0 && Clawback.isOf(lot, accrualId)) return lot;
        }
        return null;
    }

    Lot lot(UUID id) {
        Lot lot = lotOrNull(id);
        if (lot == null) throw new IllegalStateException("lot " + id + " is not loaded");
        return lot;
    }

    DayTotals day(LocalDate date) {
        return days.getOrDefault(date, DayTotals.NONE);
    }

    /** Whether so many more points keep the figures within what clients can represent. */
    boolean hasRoomFor(long points) {
        return points <= Balance.LIMIT - available - pending - held;
    }

    void count(LocalDate date, DayTotals more) {
        Map<LocalDate, DayTotals> all = new HashMap<>(days);
        all.merge(date, more, DayTotals::plus);
        days = Collections.unmodifiableMap(all);
    }

    void freeze(boolean frozen) {
        standing = new Standing(frozen, standing.mergedInto(), standing.slidingExpiresAt());
    }

    void mergeInto(@Nullable UUID survivor) {
        standing = new Standing(standing.frozen(), survivor, standing.slidingExpiresAt());
    }

    void slideTo(@Nullable Instant expiresAt) {
        standing = new Standing(standing.frozen(), standing.mergedInto(), expiresAt);
        if (expiresAt != null) expect(expiresAt);
    }

    /** Pays debt with points that are about to be added, and returns how many of them. */
    long payDebt(long points) {
        long paid = Math.min(points, debt);
        debt -= paid;
        return paid;
    }

    void makeDebt(long points) {
        if (points > 0 && available > 0) throw new IllegalStateException("debt beside available points");
        debt = Math.addExact(debt, points);
    }

    /** Takes a debt off without points; another account answers for it. Returns how much it was. */
    long cancelDebt() {
        long cancelled = debt;
        debt = 0;
        return cancelled;
    }

    /** Opens a lot; the part that paid a debt is gone from it at once. */
    void open(Lot lot, long debtPaid) {
        Lot opened = debtPaid == 0 ? lot : lot.plus(-debtPaid);
        List<Lot> own = ownLots();
        own.add(-Collections.binarySearch(own, opened, Lot.SPEND_ORDER) - 1, opened);
        newLots.add(lot.id());
        if (debtPaid > 0) allocations.add(new Allocation(lot.entryId(), lot.id(), -debtPaid));
        if (lot.pending()) pending = Math.addExact(pending, opened.remaining());
        else available = Math.addExact(available, opened.remaining());
        expect(opened.dueAt());
    }

    /** Takes points out of a lot. */
    void take(Lot lot, long points, UUID entryId) {
        if (points == 0) return;
        if (lot.pending()) pending -= points;
        else available -= points;
        replace(lot.plus(-points));
        allocations.add(new Allocation(entryId, lot.id(), -points));
    }

    /** Takes up to a number of points out of the lots in spend order and returns what it took. */
    List<Taken> takeInSpendOrder(long points, UUID entryId) {
        return take(Lot::isSpendable, points, entryId);
    }

    /** Takes up to a number of points out of some lots, in spend order, and returns what it took. */
    List<Taken> take(Predicate<Lot> which, long points, UUID entryId) {
        List<Taken> taken = new ArrayList<>();
        long left = points;
        for (int i = 0; i < lots.size() && left > 0; i++) {
            Lot lot = lots.get(i);
            if (lot.remaining() == 0 || !which.test(lot)) continue;
            long part = Math.min(left, lot.remaining());
            take(lot, part, entryId);
            taken.add(new Taken(lot.id(), part, lot.earnedAt(), lot.expiresAt()));
            left -= part;
        }
        return taken;
    }

    /** Points of a lot that are gone for an account that came with a merge, should the merge be undone. */
    void lose(Lot lot, long points) {
        Referred arrival = referred.get(lot.entryId());
        if (arrival != null && arrival.entry().type() == EntryType.MERGE_IN) remember(arrival.losing(points));
    }

    /** Gives points back to a lot. */
    void give(Lot lot, long points, UUID entryId) {
        if (points == 0) return;
        Lot filled = lot.plus(points);
        replace(filled);
        if (lot.pending()) pending = Math.addExact(pending, points);
        else available = Math.addExact(available, points);
        allocations.add(new Allocation(entryId, lot.id(), points));
        expect(filled.dueAt());
    }

    /** Makes a pending lot available; part of it may pay a debt. */
    void mature(Lot lot, long debtPaid, UUID entryId) {
        Lot matured = lot.matured().plus(-debtPaid);
        replace(matured);
        pending -= lot.remaining();
        available = Math.addExact(available, matured.remaining());
        if (debtPaid > 0) allocations.add(new Allocation(entryId, lot.id(), -debtPaid));
        expect(matured.dueAt());
    }

    /** Changes what does not count in points: when a lot becomes available, or that an empty one has. */
    void redate(Lot lot) {
        replace(lot);
        expect(lot.dueAt());
    }

    /** Sets points aside that were just taken, and books the entry that holds them. */
    void openHold(Hold hold, Draft draft, Setting setting) {
        held = Math.addExact(held, hold.points());
        book(draft, setting);
        List<Hold> all = new ArrayList<>(holds);
        all.add(hold);
        holds = List.copyOf(all);
        holdChanges.add(new HoldChange(hold.id(), HoldChange.State.OPEN, hold.points(), 0, hold.expiresAt(), null));
        expect(hold.expiresAt());
    }

    /** Ends a hold; what was not captured is given back by the caller. */
    void settle(Hold hold, HoldChange.State state, long captured, UUID entryId) {
        held -= hold.points();
        holds = holds.stream().filter(other -> !other.id().equals(hold.id())).toList();
        holdChanges.add(new HoldChange(hold.id(), state, hold.points(), captured, hold.expiresAt(), entryId));
    }

    void remember(Referred changed) {
        Map<UUID, Referred> all = new HashMap<>(referred);
        all.put(changed.entry().id(), changed);
        referred = Collections.unmodifiableMap(all);
    }

    void use(KeyUse key) {
        keys.add(key);
    }

    LedgerEntry book(Draft draft, Setting setting) {
        int ruleVersion = draft.ruleVersion == null ? setting.rulesNow().version() : draft.ruleVersion;
        LedgerEntry entry = new LedgerEntry(
                memberId,
                draft.id,
                ++version,
                draft.key.kind(),
                draft.points,
                balance(),
                draft.amountFen,
                draft.orderRef,
                draft.storeId,
                draft.channel,
                draft.key,
                draft.reversedEntryId,
                draft.reason,
                draft.actor,
                ruleVersion,
                draft.explanation,
                draft.occurredAt == null ? setting.now() : draft.occurredAt,
                setting.now());
        entries.add(entry);
        return entry;
    }

    /** The entry with an id that was booked here. */
    LedgerEntry booked(UUID entryId) {
        for (LedgerEntry entry : entries) {
            if (entry.id().equals(entryId)) return entry;
        }
        throw new IllegalStateException("entry " + entryId + " was not booked");
    }

    private void expect(@Nullable Instant due) {
        if (due != null && (nextDueAt == null || due.isBefore(nextDueAt))) nextDueAt = due;
    }

    /** A lot keeps its place: what orders lots never changes. */
    private void replace(Lot after) {
        List<Lot> own = ownLots();
        int place = Collections.binarySearch(own, after, Lot.SPEND_ORDER);
        own.set(Objects.checkIndex(place, own.size()), after);
        if (!newLots.contains(after.id())) changedLots.add(after.id());
    }

    private List<Lot> ownLots() {
        if (!lotsCopied) {
            lots = new ArrayList<>(lots);
            lotsCopied = true;
        }
        return lots;
    }
}
