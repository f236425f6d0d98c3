package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The working copy of an account while one command is applied. It moves points between the figures and the lots and
 * writes down what it did; what may be moved is decided by the rules that call it.
 */
final class Posting {
    private final UUID memberId;
    private long available;
    private long pending;
    private final long held;
    private long debt;
    private long version;
    private @Nullable Instant nextDueAt;
    private List<Lot> lots;
    private Map<UUID, Referred> referred;
    private boolean lotsCopied;

    private final List<LedgerEntry> entries = new ArrayList<>(1);
    private final Set<UUID> newLots = new HashSet<>(2);
    private final Set<UUID> changedLots = new HashSet<>(2);
    private final List<Allocation> allocations = new ArrayList<>(2);
    private final List<KeyUse> keys = new ArrayList<>(1);

    Posting(PointsAccount account) {
        memberId = account.memberId();
        Balance balance = account.balance();
        available = balance.available();
        pending = balance.pending();
        held = balance.held();
        debt = balance.debt();
        version = account.version();
        nextDueAt = account.nextDueAt();
        lots = account.lots();
        referred = account.referred();
    }

    PointsAccount account() {
        List<Lot> frozen = lotsCopied ? List.copyOf(lots) : lots;
        return new PointsAccount(memberId, balance(), version, nextDueAt, frozen, referred);
    }

    Changes changes() {
        return new Changes(
                List.copyOf(entries),
                Set.copyOf(newLots),
                Set.copyOf(changedLots),
                List.copyOf(allocations),
                List.copyOf(keys));
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

    long debt() {
        return debt;
    }

    List<Lot> lots() {
        return lots;
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

    /** Opens a lot; the part that paid a debt is gone from it at once. */
    void open(Lot lot, long debtPaid) {
        Lot opened = debtPaid == 0 ? lot : lot.plus(-debtPaid);
        ownLots().add(opened);
        lots.sort(Lot.SPEND_ORDER);
        newLots.add(lot.id());
        if (debtPaid > 0) allocations.add(new Allocation(lot.entryId(), lot.id(), -debtPaid));
        if (lot.pending()) pending = Math.addExact(pending, opened.remaining());
        else available = Math.addExact(available, opened.remaining());
        expect(opened);
    }

    /** Takes points out of a lot. */
    void take(Lot lot, long points, UUID entryId) {
        if (points == 0) return;
        if (lot.pending()) pending -= points;
        else available -= points;
        replace(lot, lot.plus(-points));
        allocations.add(new Allocation(entryId, lot.id(), -points));
    }

    /** Takes up to a number of points out of the lots in spend order and returns how many it took. */
    long takeInSpendOrder(long points, UUID entryId) {
        long left = points;
        for (Lot lot : List.copyOf(lots)) {
            if (left == 0) break;
            if (!lot.isSpendable()) continue;
            long part = Math.min(left, lot.remaining());
            take(lot, part, entryId);
            left -= part;
        }
        return points - left;
    }

    /** Gives points back to a lot. */
    void give(Lot lot, long points, UUID entryId) {
        Lot filled = lot.plus(points);
        replace(lot, filled);
        available = Math.addExact(available, points);
        allocations.add(new Allocation(entryId, lot.id(), points));
        expect(filled);
    }

    /** Makes a pending lot available; part of it may pay a debt. */
    void mature(Lot lot, long debtPaid, UUID entryId) {
        Lot matured = lot.matured().plus(-debtPaid);
        replace(lot, matured);
        pending -= lot.remaining();
        available = Math.addExact(available, matured.remaining());
        if (debtPaid > 0) allocations.add(new Allocation(entryId, lot.id(), -debtPaid));
        expect(matured);
    }

    void remember(Referred changed) {
        Map<UUID, Referred> all = new HashMap<>(referred);
        all.put(changed.entry().id(), changed);
        referred = Collections.unmodifiableMap(all);
    }

    void use(KeyUse key) {
        keys.add(key);
    }

    /** The number that the next entry gets. */
    long nextSeq() {
        return version + 1;
    }

    LedgerEntry book(LedgerEntry entry) {
        version = entry.seq();
        entries.add(entry);
        return entry;
    }

    private void expect(Lot lot) {
        Instant due = lot.dueAt();
        if (due != null && (nextDueAt == null || due.isBefore(nextDueAt))) nextDueAt = due;
    }

    private void replace(Lot before, Lot after) {
        List<Lot> own = ownLots();
        own.set(own.indexOf(before), after);
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
