package dev.huiyuan.points.core;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberFacts;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One member's books in a world, and what is asked in the member's name. */
final class Books {
    final World world;
    final UUID memberId;

    Books(World world, UUID memberId) {
        this.world = world;
        this.memberId = memberId;
    }

    static Books of(Terms terms) {
        return new World(terms).join();
    }

    static Books plain() {
        return of(Terms.PLAIN);
    }

    static Books of(Programme.ReversalPolicy policy) {
        return of(Terms.PLAIN.reversing(policy));
    }

    void is(MemberState state, @Nullable Birthday birthday, @Nullable Instant joinedAt) {
        world.members.put(memberId, new MemberFacts(memberId, state, birthday, joinedAt));
    }

    void multiply(Multiplier... multipliers) {
        world.multipliers.put(memberId, List.of(multipliers));
    }

    Instant now() {
        return world.now;
    }

    void at(String instant) {
        world.now = Instant.parse(instant);
    }

    void pass(Duration time) {
        world.pass(time);
    }

    PointsAccount account() {
        return world.tables.account(memberId);
    }

    Balance balance() {
        return account().balance();
    }

    List<LedgerEntry> entries() {
        return world.tables.entriesOf(memberId);
    }

    Lot lot(UUID id) {
        return Objects.requireNonNull(world.tables.lotsOf(memberId).get(id), "no such lot");
    }

    /** What is left in the lot that an entry made. */
    long left(LedgerEntry entry) {
        return lot(entry.id()).remaining();
    }

    LedgerEntry accept(Command command) {
        World.Outcome outcome = world.apply(command);
        if (outcome.entry() == null || !outcome.isNew()) throw new AssertionError("not accepted: " + outcome);
        return outcome.entry();
    }

    String refuse(Command command) {
        World.Outcome outcome = world.apply(command);
        if (outcome.refusal() == null) throw new AssertionError("accepted: " + outcome.entry());
        return outcome.refusal();
    }

    Command.Accrue order(long amountFen) {
        return order(amountFen, null);
    }

    Command.Accrue order(long amountFen, @Nullable Instant availableFrom) {
        return order(amountFen, availableFrom, now(), List.of());
    }

    Command.Accrue order(List<OrderLine> lines) {
        return order(lines.stream().mapToLong(OrderLine::amountFen).sum(), null, now(), lines);
    }

    Command.Accrue order(long amountFen, @Nullable Instant availableFrom, Instant occurredAt, List<OrderLine> lines) {
        BusinessKey key = new BusinessKey("store:1", "O-" + world.nextId(), EntryType.ACCRUAL);
        return order(key, amountFen, availableFrom, occurredAt, lines);
    }

    Command.Accrue order(
            BusinessKey key,
            long amountFen,
            @Nullable Instant availableFrom,
            Instant occurredAt,
            List<OrderLine> lines) {
        return new Command.Accrue(
                memberId, key, "test", amountFen, lines, occurredAt, availableFrom, Channel.STORE, null, "O", null);
    }

    Command.Redeem redemption(long points) {
        return new Command.Redeem(memberId, key(EntryType.REDEMPTION), "test", points, "TEST", null, "B");
    }

    Command.Hold hold(long points, Duration time) {
        return new Command.Hold(memberId, key(EntryType.HOLD), "test", points, "TEST", null, "B", now().plus(time));
    }

    Command.Capture capture(UUID hold, @Nullable Long points) {
        return new Command.Capture(
                memberId, new BusinessKey("hold", hold.toString(), EntryType.CAPTURE), "test", hold, points);
    }

    Command.Release release(UUID hold) {
        return new Command.Release(memberId, LedgerRules.releaseKey(hold), "test", hold);
    }

    Command.ReverseAccrual refund(UUID accrual, @Nullable Long amountFen) {
        return refundOf(accrual, new Refund(amountFen, List.of(), false));
    }

    Command.ReverseAccrual refundOf(UUID accrual, Refund refund) {
        BusinessKey key = new BusinessKey("entry:" + accrual, "R-" + world.nextId(), EntryType.ACCRUAL_REVERSAL);
        return new Command.ReverseAccrual(holder(accrual), key, "test", ref(accrual), refund, "TEST");
    }

    Command.Complete completion(UUID accrual, Instant availableFrom) {
        BusinessKey key = new BusinessKey("entry:" + accrual, "completion", EntryType.COMPLETION);
        return new Command.Complete(holder(accrual), key, "test", ref(accrual), availableFrom);
    }

    Command.ReverseRedemption giveBack(UUID spending, @Nullable Long points) {
        BusinessKey key = new BusinessKey("entry:" + spending, "R-" + world.nextId(), EntryType.REDEMPTION_REVERSAL);
        return new Command.ReverseRedemption(holder(spending), key, "test", ref(spending), points, "TEST");
    }

    Command.Transfer gift(Books receiver, long points) {
        return new Command.Transfer(memberId, receiver.memberId, key(EntryType.TRANSFER_OUT), "test", points);
    }

    /** Takes a gift back that this member gave. */
    Command.ReverseTransfer takeBack(LedgerEntry given) {
        UUID counter = Objects.requireNonNull(given.explanation().counterEntryId());
        BusinessKey key =
                new BusinessKey("entry:" + given.id(), "T-" + world.nextId(), EntryType.TRANSFER_OUT_REVERSAL);
        return new Command.ReverseTransfer(
                holder(given.id()), holder(counter), key, "test", ref(given.id()), ref(counter), "TEST");
    }

    Command.Adjust adjustment(long points) {
        return new Command.Adjust(memberId, key(EntryType.ADJUSTMENT), "staff:1", points, "TEST", null);
    }

    Command.Freeze freeze(boolean frozen) {
        return new Command.Freeze(
                memberId, key(frozen ? EntryType.FREEZE : EntryType.UNFREEZE), "staff:1", frozen, "TEST");
    }

    Merging.Merge mergeInto(Books survivor) {
        return new Merging.Merge(memberId, survivor.memberId, key(EntryType.MERGE_OUT), "staff:1", "TEST", null);
    }

    Merging.ReverseMerge undo(LedgerEntry left) {
        UUID survivor = Objects.requireNonNull(left.explanation().counterpart());
        UUID arrived = Objects.requireNonNull(left.explanation().counterEntryId());
        BusinessKey key = new BusinessKey("entry:" + left.id(), "U-" + world.nextId(), EntryType.MERGE_OUT_REVERSAL);
        return new Merging.ReverseMerge(memberId, survivor, key, "staff:1", ref(left.id()), ref(arrived), "TEST", null);
    }

    private BusinessKey key(EntryType kind) {
        return new BusinessKey("scope", "K-" + world.nextId(), kind);
    }

    private EntryRef ref(UUID entryId) {
        LedgerEntry entry = world.tables.entriesById.get(entryId);
        return new EntryRef(entry == null ? memberId : entry.memberId(), entryId);
    }

    /** As the shell locates an entry: whose account answers for it now. */
    private UUID holder(UUID entryId) {
        return world.holder(ref(entryId).memberId());
    }
}
