package dev.huiyuan.points.writer;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.points.core.Allocation;
import dev.huiyuan.points.core.Changes;
import dev.huiyuan.points.core.Command;
import dev.huiyuan.points.core.Decision;
import dev.huiyuan.points.core.HoldChange;
import dev.huiyuan.points.core.KeyUse;
import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.points.core.PointsAccount;
import dev.huiyuan.shared.ledger.LedgerParticipant;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/** The state of one batch, filled step by step. It belongs to one event loop. */
final class LedgerBatch {
    final List<Item> items;
    /** All their commands, one by one, also those that are booked together. */
    final List<Command> commands;

    final Instant now;
    /** Locked accounts by member. */
    final Map<UUID, PointsAccount> accounts = new HashMap<>();

    /** Accounts as they were locked, to tell which ones changed. */
    final Map<UUID, PointsAccount> locked = new HashMap<>();

    Map<UUID, MemberFacts> members = Map.of();
    /** The parts that participants take in this batch. */
    final List<LedgerParticipant.Part> parts = new ArrayList<>();

    /** Members without an account row: it is opened with this batch. */
    final Set<UUID> toOpen = new HashSet<>();

    final List<LedgerEntry> entries = new ArrayList<>();
    final Set<LotRef> newLots = new LinkedHashSet<>();
    final Set<LotRef> changedLots = new LinkedHashSet<>();
    final Map<UUID, List<Allocation>> allocations = new HashMap<>();
    final List<MemberKey> keys = new ArrayList<>();
    final List<MemberHold> holds = new ArrayList<>();
    /** What came before its order and was booked with it now. */
    final List<EarlyEvent> bookedEarly = new ArrayList<>();

    /** What came before its order and was refused now, by problem code. */
    final Map<EarlyEvent, String> refusedEarly = new HashMap<>();

    /** Whether the commit was sent, so that a lost connection leaves the outcome open. */
    boolean commitSent;

    /** What is written together with commands. */
    final BatchAttachments attachments;

    LedgerBatch(List<Item> items, List<AttachmentHandler<?>> handlers, Instant now) {
        this.items = items;
        commands =
                items.stream().flatMap(item -> item.command().parts().stream()).toList();
        this.now = now;
        attachments = new BatchAttachments(items, handlers, now);
    }

    /** A lot. After a merge two accounts have lots with one id. */
    record LotRef(UUID memberId, UUID lotId) {}

    /** A business key that was used besides the commands' own. */
    record MemberKey(UUID memberId, KeyUse use) {}

    /** What became of a hold. */
    record MemberHold(UUID memberId, HoldChange change) {}

    /** Adds an account that is locked now. */
    void lock(PointsAccount account) {
        accounts.put(account.memberId(), account);
        locked.put(account.memberId(), account);
    }

    /** An account as it was when it was locked. */
    PointsAccount locked(UUID memberId) {
        return Objects.requireNonNull(locked.get(memberId));
    }

    /** Takes over what became of accounts. */
    void take(List<Decision.Touched> touched) {
        for (Decision.Touched one : touched) take(one);
    }

    /** Takes over what became of an account. */
    void take(Decision.Touched touched) {
        UUID memberId = touched.account().memberId();
        accounts.put(memberId, touched.account());
        add(memberId, touched.changes());
        for (LedgerEntry entry : touched.changes().entries()) {
            for (LedgerParticipant.Part part : parts) part.booked(BookedEntries.of(entry, touched.account()));
        }
    }

    /** What raises the next accrual of a member. */
    List<Multiplier> multipliers(UUID memberId) {
        List<Multiplier> all = new ArrayList<>();
        for (LedgerParticipant.Part part : parts) all.addAll(part.multipliers(memberId));
        return all;
    }

    private void add(UUID memberId, Changes changes) {
        entries.addAll(changes.entries());
        changes.newLots().forEach(lot -> newLots.add(new LotRef(memberId, lot)));
        changes.changedLots().forEach(lot -> {
            LotRef ref = new LotRef(memberId, lot);
            if (!newLots.contains(ref)) changedLots.add(ref);
        });
        if (!changes.allocations().isEmpty()) {
            allocations.computeIfAbsent(memberId, id -> new ArrayList<>()).addAll(changes.allocations());
        }
        changes.keys().forEach(use -> keys.add(new MemberKey(memberId, use)));
        changes.holds().forEach(change -> holds.add(new MemberHold(memberId, change)));
    }

    /** Accounts that have to be written; of those whose standing changed, or of the others. */
    List<PointsAccount> changedAccounts(boolean standing) {
        List<PointsAccount> changed = new ArrayList<>(accounts.size());
        accounts.forEach((memberId, account) -> {
            PointsAccount before = locked(memberId);
            boolean otherStanding = !account.standing().equals(before.standing());
            boolean other = otherStanding
                    || account.version() != before.version()
                    || !Objects.equals(account.nextDueAt(), before.nextDueAt());
            if (other && otherStanding == standing) changed.add(account);
        });
        return changed;
    }

    /** Whether every account of a command is locked. */
    boolean hasAccounts(Item item) {
        for (UUID account : item.accountIds()) {
            if (!accounts.containsKey(account)) return false;
        }
        return true;
    }
}
