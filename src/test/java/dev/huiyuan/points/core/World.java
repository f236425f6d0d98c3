package dev.huiyuan.points.core;

import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Several members' books in memory, kept by the pure rules alone and loaded and written as the shell does. */
final class World {
    static final Instant START = Instant.parse("2026-03-10T04:00:00Z");
    static final int FIRST_VERSION = 7;

    /**
     * What became of a command.
     *
     * @param entry the entry that it booked, or an earlier one under its key
     * @param refusal why it was refused, a code
     */
    record Outcome(@Nullable LedgerEntry entry, @Nullable String refusal, boolean isNew) {}

    /** What happens to an order after it was paid; it may come before the order itself. */
    record OrderEvent(
            String eventRef, Refund refund, @Nullable Instant completedAt) {
        Command on(UUID holder, EntryRef accrual, Duration hold) {
            String entry = "entry:" + accrual.entryId();
            if (completedAt == null) {
                BusinessKey key = new BusinessKey(entry, eventRef, EntryType.ACCRUAL_REVERSAL);
                return new Command.ReverseAccrual(holder, key, "test", accrual, refund, "TEST");
            }
            BusinessKey key = new BusinessKey(entry, "completion", EntryType.COMPLETION);
            return new Command.Complete(holder, key, "test", accrual, completedAt.plus(hold));
        }
    }

    final Tables tables = new Tables();
    final Map<UUID, MemberFacts> members = new LinkedHashMap<>();
    final Map<UUID, List<Multiplier>> multipliers = new HashMap<>();
    final Map<BusinessKey, Map<String, OrderEvent>> early = new HashMap<>();
    private final TreeMap<Instant, ProgrammeVersion> versions = new TreeMap<>();
    private long ids;
    Instant now = START;

    World(Terms terms) {
        versions.put(Instant.EPOCH, new ProgrammeVersion(FIRST_VERSION, Instant.EPOCH, terms.programme()));
    }

    /** A member who has been here for long. */
    Books join() {
        UUID memberId = new UUID(0x1000, members.size() + 1L);
        members.put(memberId, new MemberFacts(memberId, MemberState.ACTIVE, null, START.minus(Duration.ofDays(4000))));
        tables.open(memberId);
        return new Books(this, memberId);
    }

    /** Other rules from now on. */
    void legislate(Terms terms) {
        versions.put(now, new ProgrammeVersion(FIRST_VERSION + versions.size(), now, terms.programme()));
    }

    ProgrammeVersion rulesAt(Instant instant) {
        return Objects.requireNonNull(versions.floorEntry(instant)).getValue();
    }

    ZoneId zone() {
        return rulesAt(now).rules().zone();
    }

    UUID nextId() {
        return new UUID(0x2000, ++ids);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    boolean hasEarlyRefund(Command.Accrue order) {
        return early.getOrDefault(order.key(), Map.of()).values().stream()
                .anyMatch(event -> event.completedAt() == null);
    }

    Outcome apply(Command command) {
        return batch(List.of(command)).getFirst();
    }

    /** Applies commands in one batch: what they need is loaded once, before the first. */
    List<Outcome> batch(List<Command> commands) {
        List<UUID> memberIds = commands.stream()
                .flatMap(command -> command.accountIds().stream())
                .distinct()
                .toList();
        Map<UUID, PointsAccount> accounts = new HashMap<>(Loader.load(this, commands, memberIds));
        accounts.replaceAll((id, account) -> settled(id, account));
        List<Outcome> outcomes = new ArrayList<>();
        Map<Integer, Command> moved = new LinkedHashMap<>();
        for (Command command : commands) {
            Command follows = following(accounts, command);
            if (follows != null) moved.put(outcomes.size(), follows);
            outcomes.add(follows == null ? decide(accounts, command) : new Outcome(null, "moved", false));
        }
        moved.forEach((place, command) -> outcomes.set(place, apply(command)));
        return outcomes;
    }

    /** What is due is booked before the first command. */
    private PointsAccount settled(UUID memberId, PointsAccount account) {
        Instant dueAt = tables.account(memberId).nextDueAt();
        if (dueAt == null || dueAt.isAfter(now)) return account;
        Decision.Touched touched = LedgerRules.settle(account, setting());
        tables.write(touched);
        return touched.account();
    }

    private static @Nullable Command following(Map<UUID, PointsAccount> accounts, Command command) {
        UUID mergedInto = Objects.requireNonNull(accounts.get(command.memberId()))
                .standing()
                .mergedInto();
        return mergedInto == null ? null : command.on(mergedInto);
    }

    private Outcome decide(Map<UUID, PointsAccount> accounts, Command command) {
        KeyUse known = tables.keys.get(command.key());
        if (known != null) return repeated(command, known);
        UUID entryId = nextId();
        Decision decision = decide(accounts, command, entryId);
        take(accounts, decision);
        if (decision instanceof Decision.Refused refused) {
            KeyUse byTime = tables.keys.get(command.key());
            return byTime != null
                    ? repeated(command, byTime)
                    : new Outcome(null, refused.problem().code().code(), true);
        }
        tables.insert(new KeyUse(command.key(), entryId, command.amount()));
        LedgerEntry entry = ((Decision.Accepted) decision).entry();
        if (command.main() instanceof Command.Accrue order) happenEarly(accounts, order, entry);
        return new Outcome(entry, null, true);
    }

    private Outcome repeated(Command command, KeyUse known) {
        boolean same = Objects.equals(known.amount(), command.amount());
        return same
                ? new Outcome(tables.entriesById.get(known.entryId()), null, false)
                : new Outcome(null, "conflict", false);
    }

    private Decision decide(Map<UUID, PointsAccount> accounts, Command command, UUID entryId) {
        PointsAccount own = Objects.requireNonNull(accounts.get(command.memberId()));
        if (!(command instanceof Command.Paired paired)) {
            return LedgerRules.apply(own, command, entryId, facts(command.memberId()), setting());
        }
        PointsAccount other = Objects.requireNonNull(accounts.get(paired.otherId()));
        return LedgerRules.apply(
                own, other, paired, entryId, facts(paired.memberId()), facts(paired.otherId()), setting());
    }

    private void take(Map<UUID, PointsAccount> accounts, Decision decision) {
        for (Decision.Touched touched : decision.touched()) {
            accounts.put(touched.account().memberId(), touched.account());
            tables.write(touched);
        }
    }

    private void happenEarly(Map<UUID, PointsAccount> accounts, Command.Accrue order, LedgerEntry entry) {
        Map<String, OrderEvent> events = early.remove(order.key());
        if (events == null) return;
        for (OrderEvent event : events.values()) {
            PointsAccount account = Objects.requireNonNull(accounts.get(entry.memberId()));
            if (!account.history().referred().containsKey(entry.id())) {
                Map<UUID, Referred> referred = new HashMap<>(account.history().referred());
                referred.put(entry.id(), Referred.fresh(entry));
                account = account.with(account.history().with(Map.copyOf(referred)));
            }
            Command command = event.on(entry.memberId(), new EntryRef(entry.memberId(), entry.id()), completionHold());
            UUID entryId = nextId();
            Decision decision = LedgerRules.apply(account, command, entryId, facts(entry.memberId()), setting());
            if (!(decision instanceof Decision.Accepted)) throw new AssertionError("refused early: " + decision);
            take(accounts, decision);
            tables.insert(new KeyUse(command.key(), entryId, command.amount()));
        }
    }

    Duration completionHold() {
        return Duration.ofHours(rulesAt(now).rules().points().completionHoldHours());
    }

    /** An event of an order, before it or after it. */
    Outcome happen(BusinessKey order, OrderEvent event) {
        KeyUse known = tables.keys.get(order);
        if (known == null) {
            early.computeIfAbsent(order, key -> new LinkedHashMap<>()).putIfAbsent(event.eventRef(), event);
            return new Outcome(null, null, true);
        }
        LedgerEntry accrual = Objects.requireNonNull(tables.entriesById.get(known.entryId()));
        return apply(
                event.on(holder(accrual.memberId()), new EntryRef(accrual.memberId(), accrual.id()), completionHold()));
    }

    /** Whose account answers now. */
    UUID holder(UUID memberId) {
        UUID into = tables.account(memberId).standing().mergedInto();
        return into == null ? memberId : holder(into);
    }

    /** The job: books what is due on an account, if anything is. */
    void settle(UUID memberId) {
        Instant next = tables.account(memberId).nextDueAt();
        if (next == null || next.isAfter(now)) return;
        PointsAccount account = Objects.requireNonNull(
                Loader.load(this, List.of(), List.of(memberId)).get(memberId));
        tables.write(LedgerRules.settle(account, setting()));
    }

    void settleAll() {
        List.copyOf(members.keySet()).forEach(this::settle);
    }

    private Setting setting() {
        return new Setting(now, this::rulesAt, this::nextId);
    }

    private Facts facts(UUID memberId) {
        return new Facts(members.get(memberId), multipliers.getOrDefault(memberId, List.of()));
    }
}
