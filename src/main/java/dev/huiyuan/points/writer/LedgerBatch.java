package dev.huiyuan.points.writer;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.points.core.Allocation;
import dev.huiyuan.points.core.Changes;
import dev.huiyuan.points.core.KeyUse;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The state of one batch, filled step by step. It belongs to one event loop. */
final class LedgerBatch {
    final List<Item> items;
    final Instant now;
    /** Locked accounts by member. */
    final Map<UUID, PointsAccount> accounts = new HashMap<>();

    /** Accounts as they were locked, to tell which ones changed. */
    final Map<UUID, Long> versions = new HashMap<>();

    Map<UUID, MemberFacts> members = Map.of();
    final Map<UUID, List<Multiplier>> multipliers = new HashMap<>();
    /** Members without an account row: it is opened with this batch. */
    final Set<UUID> toOpen = new HashSet<>();

    final List<LedgerEntry> entries = new ArrayList<>();
    final Map<UUID, UUID> newLots = new HashMap<>();
    final Map<UUID, UUID> changedLots = new HashMap<>();
    final Map<UUID, List<Allocation>> allocations = new HashMap<>();
    final List<MemberKey> keys = new ArrayList<>();

    /** Whether the commit was sent, so that a lost connection leaves the outcome open. */
    boolean commitSent;

    LedgerBatch(List<Item> items, Instant now) {
        this.items = items;
        this.now = now;
    }

    /** A business key that passing time used. */
    record MemberKey(UUID memberId, KeyUse use) {}

    void add(UUID memberId, Changes changes) {
        entries.addAll(changes.entries());
        changes.newLots().forEach(lot -> newLots.put(lot, memberId));
        changes.changedLots().forEach(lot -> {
            if (!newLots.containsKey(lot)) changedLots.put(lot, memberId);
        });
        if (!changes.allocations().isEmpty()) {
            allocations.computeIfAbsent(memberId, id -> new ArrayList<>()).addAll(changes.allocations());
        }
        changes.keys().forEach(use -> keys.add(new MemberKey(memberId, use)));
    }

    /** Members whose account has new entries. */
    List<PointsAccount> changedAccounts() {
        List<PointsAccount> changed = new ArrayList<>(accounts.size());
        accounts.forEach((memberId, account) -> {
            if (account.version() != versions.getOrDefault(memberId, -1L)) changed.add(account);
        });
        return changed;
    }
}
