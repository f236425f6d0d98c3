package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** What holds for every account at every commit. */
final class Invariants {
    private Invariants() {}

    static void require(World world) {
        world.members.keySet().forEach(memberId -> require(world, memberId));
    }

    static void require(World world, UUID memberId) {
        Tables tables = world.tables;
        PointsAccount account = tables.account(memberId);
        Balance balance = account.balance();
        List<LedgerEntry> entries = tables.entriesOf(memberId);
        assertThat(entries.stream().mapToLong(LedgerEntry::points).sum())
                .as("sum of entries")
                .isEqualTo(balance.total());
        assertThat(sum(tables.open(memberId, false))).as("open lots").isEqualTo(balance.available());
        assertThat(sum(tables.open(memberId, true))).as("pending lots").isEqualTo(balance.pending());
        assertThat(tables.openHolds(memberId).stream()
                        .mapToLong(hold -> hold.change().points())
                        .sum())
                .as("open holds")
                .isEqualTo(balance.held());
        assertThat(account.version()).isEqualTo(entries.size());
        if (!entries.isEmpty()) assertThat(entries.getLast().after()).isEqualTo(balance);
        requireLots(tables, memberId);
        requireLog(entries);
        requireDue(world, account);
    }

    private static long sum(Collection<Lot> lots) {
        return lots.stream().mapToLong(Lot::remaining).sum();
    }

    /** {@code remaining = earned + sum of allocations}. */
    private static void requireLots(Tables tables, UUID memberId) {
        Map<UUID, Long> moved = new HashMap<>();
        tables.allocationsOf(memberId)
                .forEach(allocation -> moved.merge(allocation.lotId(), allocation.amount(), Long::sum));
        for (Lot lot : tables.lotsOf(memberId).values()) {
            assertThat(lot.remaining())
                    .as("lot %s", lot)
                    .isBetween(0L, lot.earned())
                    .isEqualTo(lot.earned() + moved.getOrDefault(lot.id(), 0L));
        }
    }

    /** Each entry continues the one before, and the log is in the order in which balances changed. */
    private static void requireLog(List<LedgerEntry> entries) {
        long total = 0;
        Instant effective = Instant.MIN;
        for (LedgerEntry entry : entries) {
            total += entry.points();
            assertThat(entry.after().total()).as("after %s", entry).isEqualTo(total);
            assertThat(entry.effectiveAt()).as("%s", entry).isAfterOrEqualTo(effective);
            assertThat(entry.effectiveAt()).isBeforeOrEqualTo(entry.recordedAt());
            effective = entry.effectiveAt();
        }
    }

    /** Whatever is due is found by its date. */
    private static void requireDue(World world, PointsAccount account) {
        Instant next = account.nextDueAt() == null ? Instant.MAX : account.nextDueAt();
        for (Lot lot : world.tables.lotsOf(account.memberId()).values()) {
            Instant at = lot.dueAt();
            if (at != null) assertThat(next).as("%s is due", lot).isBeforeOrEqualTo(at);
        }
        for (Tables.HoldRow hold : world.tables.openHolds(account.memberId())) {
            assertThat(next).isBeforeOrEqualTo(hold.change().expiresAt());
        }
        Instant sliding = account.standing().slidingExpiresAt();
        if (sliding != null) assertThat(next).isBeforeOrEqualTo(sliding);
    }

    /** On accounts that were touched just now: nothing is left that is due, and all that is available has its date. */
    static void requireSettled(World world, UUID memberId) {
        PointsAccount account = world.tables.account(memberId);
        for (Lot lot : world.tables.lotsOf(memberId).values()) {
            Instant at = lot.dueAt();
            if (at != null) assertThat(at).as("%s is overdue", lot).isAfter(world.now);
        }
        for (Tables.HoldRow hold : world.tables.openHolds(memberId)) {
            assertThat(hold.change().expiresAt()).isAfter(world.now);
        }
        Instant sliding = account.standing().slidingExpiresAt();
        if (sliding != null) assertThat(sliding).isAfter(world.now);
        assertThat(expiring(world, memberId).values().stream()
                        .mapToLong(Long::longValue)
                        .sum())
                .isEqualTo(account.balance().available());
    }

    /** What is available, by the date at which it expires; without one under {@link Instant#MAX}. */
    static Map<Instant, Long> expiring(World world, UUID memberId) {
        Instant sliding = world.tables.account(memberId).standing().slidingExpiresAt();
        Map<Instant, Long> expiring = new HashMap<>();
        for (Lot lot : world.tables.open(memberId, false)) {
            Instant undated = sliding == null ? Instant.MAX : sliding;
            expiring.merge(lot.expiresAt() == null ? undated : lot.expiresAt(), lot.remaining(), Long::sum);
        }
        return expiring;
    }

    /** An accrual's points follow from its explanation. */
    static void requireExplained(World world) {
        for (LedgerEntry entry : world.tables.entriesById.values()) {
            if (entry.type() != EntryType.ACCRUAL) continue;
            long fen = Objects.requireNonNull(entry.explanation().amountFen());
            assertThat(fen).isEqualTo(entry.amountFen());
            assertThat(NaiveEarning.recomputed(entry.explanation())).isEqualTo(entry.points());
        }
    }
}
