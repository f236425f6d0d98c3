package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The ledger's tables in memory, with the constraints that the database has. */
final class Tables {
    /** A hold's row. */
    record HoldRow(UUID memberId, HoldChange change) {}

    /** A merge's row. */
    record MergeRow(
            UUID id,
            UUID from,
            UUID into,
            UUID inEntryId,
            @Nullable UUID undoneBy) {}

    /** Without lots and history. */
    final Map<UUID, PointsAccount> accounts = new LinkedHashMap<>();

    final Map<UUID, Map<UUID, Lot>> lots = new HashMap<>();
    final Map<UUID, List<LedgerEntry>> entries = new HashMap<>();
    final Map<UUID, LedgerEntry> entriesById = new LinkedHashMap<>();
    final Map<UUID, List<Allocation>> allocations = new HashMap<>();
    final Map<BusinessKey, KeyUse> keys = new HashMap<>();
    final Map<UUID, HoldRow> holds = new LinkedHashMap<>();
    final Map<UUID, MergeRow> merges = new LinkedHashMap<>();

    void open(UUID memberId) {
        accounts.put(memberId, PointsAccount.empty(memberId));
        lots.put(memberId, new HashMap<>());
        entries.put(memberId, new ArrayList<>());
        allocations.put(memberId, new ArrayList<>());
    }

    PointsAccount account(UUID memberId) {
        return Objects.requireNonNull(accounts.get(memberId));
    }

    Map<UUID, Lot> lotsOf(UUID memberId) {
        return Objects.requireNonNull(lots.get(memberId));
    }

    List<LedgerEntry> entriesOf(UUID memberId) {
        return Objects.requireNonNull(entries.get(memberId));
    }

    List<Allocation> allocationsOf(UUID memberId) {
        return Objects.requireNonNull(allocations.get(memberId));
    }

    Collection<Lot> open(UUID memberId, boolean pending) {
        return lotsOf(memberId).values().stream()
                .filter(lot -> lot.remaining() > 0 && lot.pending() == pending)
                .toList();
    }

    List<HoldRow> openHolds(UUID memberId) {
        return holds.values().stream()
                .filter(row -> row.memberId().equals(memberId))
                .filter(row -> row.change().state() == HoldChange.State.OPEN)
                .toList();
    }

    /** Writes what was decided for an account, as the batch's statements do. */
    void write(Decision.Touched touched) {
        PointsAccount account = touched.account();
        Changes changes = touched.changes();
        changes.entries().forEach(this::insert);
        writeLots(account, changes);
        changes.allocations().forEach(allocation -> insert(account.memberId(), allocation));
        changes.keys().forEach(this::insert);
        changes.holds().forEach(change -> write(account.memberId(), change));
        require(account);
        accounts.put(account.memberId(), account.with(List.of()).with(PointsAccount.History.NONE));
    }

    private void insert(LedgerEntry entry) {
        assertThat(entriesById.put(entry.id(), entry)).isNull();
        List<LedgerEntry> own = entriesOf(entry.memberId());
        assertThat(entry.seq()).isEqualTo(own.size() + 1L);
        assertThat(hasRightSign(entry)).as("%s", entry).isTrue();
        own.add(entry);
        if (entry.type() == EntryType.MERGE_OUT) {
            UUID into = Objects.requireNonNull(entry.explanation().counterpart());
            UUID in = Objects.requireNonNull(entry.explanation().counterEntryId());
            merges.put(entry.id(), new MergeRow(entry.id(), entry.memberId(), into, in, null));
        } else if (entry.type() == EntryType.MERGE_OUT_REVERSAL) {
            merges.computeIfPresent(
                    Objects.requireNonNull(entry.reversedEntryId()),
                    (id, row) -> new MergeRow(id, row.from(), row.into(), row.inEntryId(), entry.id()));
        }
    }

    private static boolean hasRightSign(LedgerEntry entry) {
        long points = entry.points();
        return switch (entry.type()) {
            case ACCRUAL, REDEMPTION_REVERSAL, TRANSFER_IN, TRANSFER_OUT_REVERSAL -> points >= 0;
            case ACCRUAL_REVERSAL, TRANSFER_IN_REVERSAL -> points <= 0;
            case REDEMPTION, CAPTURE, EXPIRY, TRANSFER_OUT -> points < 0;
            case MATURITY, COMPLETION, HOLD, RELEASE, FREEZE, UNFREEZE -> points == 0;
            case ADJUSTMENT -> points != 0;
            case MERGE_OUT, MERGE_IN, MERGE_OUT_REVERSAL, MERGE_IN_REVERSAL -> true;
        };
    }

    private void writeLots(PointsAccount account, Changes changes) {
        Map<UUID, Lot> own = lotsOf(account.memberId());
        for (Lot lot : account.lots()) {
            Lot before = own.get(lot.id());
            if (changes.newLots().contains(lot.id())) {
                assertThat(before).as("new lot %s", lot.id()).isNull();
                assertThat(lot.earned()).isPositive();
            } else if (changes.changedLots().contains(lot.id())) {
                assertThat(before).isNotNull();
            } else {
                assertThat(lot).as("a lot that is not marked as changed").isEqualTo(before);
            }
            if (before != null) {
                assertThat(lot.expiresAt()).isEqualTo(before.expiresAt());
                assertThat(lot.earned()).isEqualTo(before.earned());
            }
            own.put(lot.id(), lot);
        }
        assertThat(account.lots()).isSortedAccordingTo(Lot.SPEND_ORDER);
        changes.newLots().forEach(account::lot);
        changes.changedLots().forEach(account::lot);
    }

    private void insert(UUID memberId, Allocation allocation) {
        assertThat(allocation.amount()).isNotZero();
        assertThat(entriesById).containsKey(allocation.entryId());
        assertThat(lotsOf(memberId)).containsKey(allocation.lotId());
        assertThat(allocationsOf(memberId))
                .as("one allocation of an entry and a lot")
                .noneMatch(other -> other.entryId().equals(allocation.entryId())
                        && other.lotId().equals(allocation.lotId()));
        allocationsOf(memberId).add(allocation);
    }

    void insert(KeyUse use) {
        assertThat(keys.put(use.key(), use)).as("%s is used once", use.key()).isNull();
    }

    private void write(UUID memberId, HoldChange change) {
        HoldRow before = holds.put(change.holdId(), new HoldRow(memberId, change));
        if (change.state() == HoldChange.State.OPEN) {
            assertThat(before).isNull();
        } else {
            assertThat(Objects.requireNonNull(before).change().state())
                    .as("a hold is settled once")
                    .isEqualTo(HoldChange.State.OPEN);
            assertThat(change.captured()).isBetween(0L, change.points());
            assertThat(change.state() == HoldChange.State.CAPTURED).isEqualTo(change.captured() > 0);
        }
    }

    private static void require(PointsAccount account) {
        Balance balance = account.balance();
        assertThat(balance.available()).isBetween(0L, Balance.LIMIT);
        assertThat(balance.pending()).isBetween(0L, Balance.LIMIT);
        assertThat(balance.held()).isBetween(0L, Balance.LIMIT);
        assertThat(balance.debt()).isBetween(0L, Balance.LIMIT);
        assertThat(balance.debt() == 0 || balance.available() == 0)
                .as("debt only while nothing is available: %s", balance)
                .isTrue();
        if (account.standing().mergedInto() != null) assertThat(balance).isEqualTo(Balance.ZERO);
    }
}
