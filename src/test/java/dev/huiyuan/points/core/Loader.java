package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Loads accounts as far as the shell does for a batch, and no further: a rule that needs a lot which the shell would
 * not have loaded fails here as well.
 */
final class Loader {
    private static final Comparator<Lot> SQL_ORDER = Comparator.comparing(
                    Lot::expiresAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Lot::earnedAt)
            .thenComparing(Lot::id, Lot::compareIds);

    private final World world;
    private final Tables tables;
    private final List<Command> commands;
    private final Map<UUID, PointsAccount> accounts = new LinkedHashMap<>();
    private final Map<UUID, Map<UUID, Lot>> loaded = new HashMap<>();
    private final Map<UUID, Long> needs = new HashMap<>();
    private final Set<UUID> waits = new HashSet<>();
    private final Set<UUID> due = new HashSet<>();

    private Loader(World world, List<Command> commands) {
        this.world = world;
        tables = world.tables;
        this.commands =
                commands.stream().flatMap(command -> command.parts().stream()).toList();
    }

    static Map<UUID, PointsAccount> load(World world, List<Command> commands, Collection<UUID> memberIds) {
        Loader loader = new Loader(world, commands);
        memberIds.forEach(id -> loader.accounts.put(id, world.tables.account(id)));
        return loader.load();
    }

    private Map<UUID, PointsAccount> load() {
        for (PointsAccount account : accounts.values()) {
            Instant next = account.nextDueAt();
            if (next != null && !next.isAfter(world.now)) due.add(account.memberId());
        }
        commands.forEach(this::plan);
        due.forEach(this::readDue);
        accounts.replaceAll(
                (id, account) -> account.with(new PointsAccount.History(referred(id), holds(id), days(id))));
        accounts.values().forEach(this::planReferred);
        needs.forEach(this::readSpendable);
        commands.forEach(this::readTwins);
        accounts.replaceAll((id, account) -> complete(account));
        return accounts;
    }

    private void plan(Command command) {
        if (command.debit() > 0) need(command.memberId(), command.debit());
        if (command instanceof Command.Accrue order && isOld(order) && world.hasEarlyRefund(order))
            need(order.memberId(), Long.MAX_VALUE);
        if (!(command instanceof Merging.Merge merge)) return;
        waits.add(merge.memberId());
        boolean alone = commands.stream()
                .noneMatch(other -> other != merge && other.accountIds().contains(merge.memberId()));
        need(merge.otherId(), alone ? tables.account(merge.memberId()).balance().debt() : Long.MAX_VALUE);
    }

    private boolean isOld(Command.Accrue order) {
        return order.occurredAt().isBefore(world.now.minus(Duration.ofDays(1)));
    }

    private void need(UUID memberId, long points) {
        needs.merge(memberId, points, (a, b) -> a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b);
    }

    private void readDue(UUID memberId) {
        Instant sliding = tables.account(memberId).standing().slidingExpiresAt();
        boolean slides = sliding != null && !sliding.isAfter(world.now);
        for (Lot lot : tables.lotsOf(memberId).values()) {
            Instant at = sqlDueAt(lot);
            boolean isDue = at != null && !at.isAfter(world.now) || slides && lot.expiresAt() == null && !lot.pending();
            if (lot.remaining() > 0 && isDue) add(memberId, lot);
        }
    }

    private static @Nullable Instant sqlDueAt(Lot lot) {
        return lot.pending() ? lot.availableFrom() : lot.expiresAt();
    }

    private void readSpendable(UUID memberId, long need) {
        long before = 0;
        List<Lot> spendable = tables.lotsOf(memberId).values().stream()
                .filter(lot -> lot.remaining() > 0)
                .filter(lot -> !lot.pending() || waits.contains(memberId))
                .filter(lot -> lot.pending() || !lot.isExpired(world.now))
                .sorted(SQL_ORDER)
                .toList();
        for (Lot lot : spendable) {
            if (before >= need) return;
            add(memberId, lot);
            before += lot.remaining();
        }
    }

    private void add(UUID memberId, @Nullable Lot lot) {
        if (lot != null) loaded.computeIfAbsent(memberId, id -> new HashMap<>()).put(lot.id(), lot);
    }

    private void addById(UUID memberId, UUID lotId) {
        add(memberId, tables.lotsOf(memberId).get(lotId));
    }

    private void planReferred(PointsAccount account) {
        UUID memberId = account.memberId();
        account.history().holds().forEach(hold -> hold.taken().keySet().forEach(lot -> addById(memberId, lot)));
        for (Referred referred : account.history().referred().values()) {
            if (referred.entry().memberId().equals(memberId)) {
                referred.taken().keySet().forEach(lot -> addById(memberId, lot));
            }
            EntryType type = referred.entry().type();
            if (type == EntryType.ACCRUAL) {
                Lot.twins(referred.entry().id()).forEach(lot -> addById(memberId, lot));
                need(memberId, referred.entry().points());
            } else if (type == EntryType.TRANSFER_IN || type == EntryType.MERGE_IN) {
                tables.lotsOf(memberId).values().stream()
                        .filter(lot -> lot.entryId().equals(referred.entry().id()))
                        .forEach(lot -> add(memberId, lot));
                Long moved = referred.entry().explanation().matured();
                need(memberId, moved == null ? referred.entry().points() : moved);
            }
        }
    }

    private void readTwins(Command command) {
        if (!(command instanceof Merging.Merge merge)) return;
        List.copyOf(loaded.getOrDefault(merge.memberId(), Map.of()).keySet())
                .forEach(lot -> Lot.twins(lot).forEach(twin -> addById(merge.otherId(), twin)));
    }

    private PointsAccount complete(PointsAccount account) {
        UUID memberId = account.memberId();
        List<Lot> lots = loaded.getOrDefault(memberId, Map.of()).values().stream()
                .sorted(SQL_ORDER)
                .toList();
        return (due.contains(memberId) ? account.dueAt(nextDue(memberId)) : account).with(lots);
    }

    private @Nullable Instant nextDue(UUID memberId) {
        List<Instant> all = new ArrayList<>();
        for (Lot lot : tables.lotsOf(memberId).values()) {
            Instant at = sqlDueAt(lot);
            if (lot.remaining() > 0 && at != null) all.add(at);
        }
        tables.openHolds(memberId).forEach(hold -> all.add(hold.change().expiresAt()));
        Instant sliding = tables.account(memberId).standing().slidingExpiresAt();
        if (sliding != null) all.add(sliding);
        return all.stream()
                .filter(at -> at.isAfter(world.now))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private List<Hold> holds(UUID memberId) {
        boolean overdue =
                due.contains(memberId) && tables.account(memberId).balance().held() > 0;
        List<Hold> holds = new ArrayList<>();
        for (Tables.HoldRow row : tables.openHolds(memberId)) {
            boolean named = commands.stream()
                    .anyMatch(command -> command instanceof Command.Settling settling
                            && settling.holdId().equals(row.change().holdId()));
            if (named || overdue && !row.change().expiresAt().isAfter(world.now)) holds.add(hold(row));
        }
        return List.copyOf(holds);
    }

    private Hold hold(Tables.HoldRow row) {
        HoldChange change = row.change();
        LedgerEntry entry = Objects.requireNonNull(tables.entriesById.get(change.holdId()));
        Map<UUID, Taken> taken = new ReferredEntriesOf(tables).taken(row.memberId(), Set.of(entry.id()));
        return new Hold(
                entry.id(),
                entry.storeId(),
                entry.orderRef(),
                entry.reason(),
                change.points(),
                change.expiresAt(),
                taken);
    }

    private Map<UUID, Referred> referred(UUID memberId) {
        Map<UUID, Referred> all = new HashMap<>();
        for (Command command : commands) {
            for (Reference reference : command.references()) {
                LedgerEntry entry = tables.entriesById.get(reference.entry().entryId());
                if (reference.accountId().equals(memberId) && entry != null) {
                    all.put(entry.id(), new ReferredEntriesOf(tables).referred(entry));
                }
            }
        }
        return Map.copyOf(all);
    }

    private Map<LocalDate, DayTotals> days(UUID memberId) {
        Map<LocalDate, DayTotals> days = new HashMap<>();
        for (Command command : commands) {
            LocalDate day = command.memberId().equals(memberId) ? day(command) : null;
            if (day != null) days.put(day, totals(memberId, day));
        }
        return Map.copyOf(days);
    }

    private @Nullable LocalDate day(Command command) {
        Programme now = world.rulesAt(world.now).rules();
        if (command instanceof Command.Transfer) return LocalDate.ofInstant(world.now, now.zone());
        if (!(command instanceof Command.Accrue order)) return null;
        Instant at = order.occurredAt().isAfter(world.now) ? world.now : order.occurredAt();
        Programme rules = world.rulesAt(at).rules();
        return rules.earning().maxPointsPerDay() == null ? null : LocalDate.ofInstant(at, rules.zone());
    }

    private DayTotals totals(UUID memberId, LocalDate day) {
        DayTotals sum = DayTotals.NONE;
        for (LedgerEntry entry : tables.entriesOf(memberId)) {
            if (!LocalDate.ofInstant(entry.occurredAt(), world.zone()).equals(day)) continue;
            if (entry.type() == EntryType.ACCRUAL) sum = sum.plus(new DayTotals(entry.points(), 0, 0));
            if (entry.type() == EntryType.TRANSFER_OUT) sum = sum.plus(new DayTotals(0, -entry.points(), 1));
        }
        return sum;
    }
}
