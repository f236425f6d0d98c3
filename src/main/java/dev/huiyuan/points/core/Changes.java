package dev.huiyuan.points.core;

import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What has to be written. Each entry is told by one event.
 *
 * @param entries new entries, in order
 * @param newLots ids of new lots
 * @param changedLots ids of lots that were there before
 * @param allocations what entries took from lots and gave back
 * @param keys business keys that are used besides the command's own
 * @param holds what became of holds
 */
public record Changes(
        List<LedgerEntry> entries,
        Set<UUID> newLots,
        Set<UUID> changedLots,
        List<Allocation> allocations,
        List<KeyUse> keys,
        List<HoldChange> holds) {}
