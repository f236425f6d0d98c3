package dev.huiyuan.points.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** What the shell reads from the log about entries that commands refer to. */
record ReferredEntriesOf(Tables tables) {
    Referred referred(LedgerEntry entry) {
        Set<UUID> holders = holders(entry.memberId());
        List<LedgerEntry> reversals = tables.entriesById.values().stream()
                .filter(known -> holders.contains(known.memberId()))
                .filter(known -> entry.id().equals(known.reversedEntryId()) && isReversal(known))
                .toList();
        Set<String> lines = new HashSet<>();
        reversals.forEach(known -> lines.addAll(known.explanation().lineRefs()));
        return new Referred(
                entry,
                reversals.size(),
                -reversals.stream().mapToLong(LedgerEntry::amountFen).sum(),
                reversals.stream().mapToLong(LedgerEntry::points).sum(),
                Set.copyOf(lines),
                taken(entry, reversals),
                entry.type() == EntryType.MERGE_IN ? lost(entry) : 0);
    }

    private static boolean isReversal(LedgerEntry entry) {
        return entry.type().name().endsWith("_REVERSAL");
    }

    /** Its own account and those that it was merged into, now or before. */
    private Set<UUID> holders(UUID memberId) {
        Set<UUID> holders = new HashSet<>(Set.of(memberId));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Tables.MergeRow merge : tables.merges.values()) {
                if (holders.contains(merge.from())) grows |= holders.add(merge.into());
            }
        }
        return holders;
    }

    private Map<UUID, Taken> taken(LedgerEntry entry, List<LedgerEntry> reversals) {
        Set<UUID> entries = new HashSet<>(Set.of(entry.id()));
        if (entry.type() == EntryType.CAPTURE) entries.add(Objects.requireNonNull(entry.reversedEntryId()));
        reversals.stream()
                .filter(known -> known.memberId().equals(entry.memberId()))
                .forEach(known -> entries.add(known.id()));
        return taken(entry.memberId(), entries);
    }

    Map<UUID, Taken> taken(UUID memberId, Set<UUID> entryIds) {
        Map<UUID, Taken> taken = new HashMap<>();
        for (Allocation allocation : tables.allocationsOf(memberId)) {
            if (!entryIds.contains(allocation.entryId())) continue;
            Lot lot = Objects.requireNonNull(tables.lotsOf(memberId).get(allocation.lotId()));
            Taken before = taken.getOrDefault(lot.id(), new Taken(lot.id(), 0, lot.earnedAt(), lot.expiresAt()));
            taken.put(lot.id(), before.minus(allocation.amount()));
        }
        taken.values().removeIf(part -> part.points() <= 0);
        return Map.copyOf(taken);
    }

    /** What the lots that came with a merge lost by expiry, and what refunds of the merged account's orders took. */
    private long lost(LedgerEntry arrival) {
        long lost = 0;
        for (Allocation allocation : tables.allocationsOf(arrival.memberId())) {
            Lot lot = Objects.requireNonNull(tables.lotsOf(arrival.memberId()).get(allocation.lotId()));
            LedgerEntry by = Objects.requireNonNull(tables.entriesById.get(allocation.entryId()));
            if (lot.entryId().equals(arrival.id()) && by.type() == EntryType.EXPIRY) lost -= allocation.amount();
        }
        Set<UUID> gone = merged(arrival);
        for (LedgerEntry entry : tables.entriesOf(arrival.memberId())) {
            if (entry.type() != EntryType.ACCRUAL_REVERSAL || entry.seq() < arrival.seq()) continue;
            LedgerEntry accrual =
                    Objects.requireNonNull(tables.entriesById.get(Objects.requireNonNull(entry.reversedEntryId())));
            if (gone.contains(accrual.memberId())) lost -= entry.points();
        }
        return lost;
    }

    /** The account that a merge moved, and those that had gone into it. */
    private Set<UUID> merged(LedgerEntry arrival) {
        Set<UUID> gone = new HashSet<>();
        tables.merges.values().stream()
                .filter(merge -> merge.inEntryId().equals(arrival.id()))
                .forEach(merge -> gone.add(merge.from()));
        boolean grows = true;
        while (grows) {
            grows = false;
            for (Tables.MergeRow merge : tables.merges.values()) {
                if (merge.undoneBy() == null && gone.contains(merge.into())) grows |= gone.add(merge.from());
            }
        }
        return gone;
    }
}
