package dev.huiyuan.points.core;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One member's books in memory, kept by the pure rules alone. */
final class Books {
    static final Instant START = Instant.parse("2026-03-10T04:00:00Z");

    final UUID memberId = new UUID(0x1000, 1);
    final List<LedgerEntry> entries = new ArrayList<>();
    final Map<UUID, Lot> everyLot = new HashMap<>();
    final List<Allocation> allocations = new ArrayList<>();
    final List<KeyUse> keys = new ArrayList<>();
    private final ProgrammeVersion rules;
    private long ids;
    Instant now = START;
    PointsAccount account = new PointsAccount(memberId, Balance.ZERO, 0, null, List.of(), Map.of());
    MemberFacts member = facts(MemberState.ACTIVE, null, START.minus(Duration.ofDays(4000)));
    List<Multiplier> multipliers = List.of();

    Books(Programme.Expiry expiry, int months, Programme.ReversalPolicy policy) {
        rules = new ProgrammeVersion(7, Instant.EPOCH, programme(expiry, months, policy));
    }

    static Books plain() {
        return new Books(Programme.Expiry.NONE, 0, Programme.ReversalPolicy.ALLOW_DEBT);
    }

    static Programme programme(Programme.Expiry expiry, int months, Programme.ReversalPolicy policy) {
        return new Programme(
                ZoneId.of("Asia/Shanghai"),
                new Programme.Earning(1, 100_000_000, 600, 7),
                new Programme.Points(expiry, months, policy, 30, 100),
                List.of(),
                new Programme.Registration("W", List.of(), 14),
                new Programme.Birthday(200, 7, 300, Map.of()),
                new Programme.MemberDay(8, 12, "x"),
                Map.of());
    }

    MemberFacts facts(MemberState state, @Nullable Birthday birthday, @Nullable Instant joinedAt) {
        return new MemberFacts(memberId, state, birthday, joinedAt);
    }

    UUID nextId() {
        return new UUID(0x2000, ++ids);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Command.Accrue order(long amountFen) {
        return order(amountFen, null);
    }

    Command.Accrue order(long amountFen, @Nullable Instant availableFrom) {
        BusinessKey key = new BusinessKey("store:1", "O-" + nextId(), EntryType.ACCRUAL);
        return new Command.Accrue(memberId, key, "test", amountFen, now, availableFrom, Channel.STORE, null, "O", 7);
    }

    Command.Redeem redemption(long points) {
        BusinessKey key = new BusinessKey("scope", "K-" + nextId(), EntryType.REDEMPTION);
        return new Command.Redeem(memberId, key, "test", points, "TEST", null, "B");
    }

    Command.ReverseAccrual refund(UUID accrual, @Nullable Long amountFen) {
        BusinessKey key = new BusinessKey("entry:" + accrual, "R-" + nextId(), EntryType.ACCRUAL_REVERSAL);
        return new Command.ReverseAccrual(memberId, key, "test", accrual, amountFen, "TEST");
    }

    Command.ReverseRedemption giveBack(UUID redemption, @Nullable Long points) {
        BusinessKey key = new BusinessKey("entry:" + redemption, "R-" + nextId(), EntryType.REDEMPTION_REVERSAL);
        return new Command.ReverseRedemption(memberId, key, "test", redemption, points, "TEST");
    }

    /** Applies a command and writes down what it changed, as the shell does. */
    Decision apply(Command command) {
        account = withReferred(command.referredEntryId());
        Setting setting = new Setting(now, at -> rules, this::nextId);
        Decision decision = LedgerRules.apply(account, command, nextId(), new Facts(member, multipliers), setting);
        account = decision.account();
        Changes changes = decision.changes();
        entries.addAll(changes.entries());
        allocations.addAll(changes.allocations());
        keys.addAll(changes.keys());
        account.lots().forEach(lot -> everyLot.put(lot.id(), lot));
        return decision;
    }

    /** What the shell reads from the log about an entry. */
    private PointsAccount withReferred(@Nullable UUID entryId) {
        LedgerEntry entry = entries.stream()
                .filter(known -> known.id().equals(entryId))
                .findFirst()
                .orElse(null);
        if (entry == null) {
            return new PointsAccount(
                    memberId, account.balance(), account.version(), account.nextDueAt(), account.lots(), Map.of());
        }
        List<LedgerEntry> reversals = entries.stream()
                .filter(known -> entry.id().equals(known.reversedEntryId()))
                .toList();
        Map<UUID, Long> taken = new HashMap<>();
        for (Allocation allocation : allocations) {
            boolean own = allocation.entryId().equals(entry.id())
                    || reversals.stream().anyMatch(known -> known.id().equals(allocation.entryId()));
            if (own) taken.merge(allocation.lotId(), -allocation.amount(), Long::sum);
        }
        Referred referred = new Referred(
                entry,
                reversals.size(),
                -reversals.stream().mapToLong(LedgerEntry::amountFen).sum(),
                reversals.stream().mapToLong(LedgerEntry::points).sum(),
                taken);
        return new PointsAccount(
                memberId,
                account.balance(),
                account.version(),
                account.nextDueAt(),
                account.lots(),
                Map.of(entry.id(), referred));
    }

    LedgerEntry accept(Command command) {
        return switch (apply(command)) {
            case Decision.Accepted accepted -> accepted.entry();
            case Decision.Refused refused -> throw refused.problem();
        };
    }

    String refuse(Command command) {
        return switch (apply(command)) {
            case Decision.Accepted accepted -> throw new AssertionError("accepted: " + accepted.entry());
            case Decision.Refused refused -> refused.problem().code().code();
        };
    }

    Balance balance() {
        return account.balance();
    }
}
