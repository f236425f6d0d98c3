package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Accounts that are merged and unmerged, whatever happened before and in between. */
class MergeProperties {
    /** What has to be as it was. */
    private record Snapshot(Balance balance, Map<UUID, Lot> lots) {
        static Snapshot of(Books books) {
            Map<UUID, Lot> open = new HashMap<>();
            books.world.tables.lotsOf(books.memberId).values().stream()
                    .filter(lot -> lot.remaining() > 0)
                    .forEach(lot -> open.put(lot.id(), lot));
            return new Snapshot(books.balance(), open);
        }
    }

    @Provide
    Arbitrary<List<Steps.Step>> steps() {
        return Steps.of(
                Steps.Kind.EARN,
                Steps.Kind.EARN_PENDING,
                Steps.Kind.IMPORT,
                Steps.Kind.COMPLETE,
                Steps.Kind.REFUND,
                Steps.Kind.SPEND,
                Steps.Kind.GIVE_BACK,
                Steps.Kind.GIVE,
                Steps.Kind.TAKE_BACK,
                Steps.Kind.ADJUST,
                Steps.Kind.HOLD,
                Steps.Kind.CAPTURE,
                Steps.Kind.WAIT);
    }

    @Provide
    Arbitrary<Terms> terms() {
        return Steps.terms();
    }

    @Property(tries = 1500)
    void mergesThatAreUndoneAtOnceLeaveEverythingAsItWas(
            @ForAll("steps") List<Steps.Step> steps, @ForAll("terms") Terms terms, @ForAll boolean there) {
        List<Books> members = WorldProperties.members(terms);
        steps.forEach(step -> take(members, step));
        Books old = members.get(there ? 0 : 1);
        Books survivor = members.get(there ? 1 : 0);
        old.world.settleAll();
        Assume.that(old.balance().held() == 0);
        Snapshot oldBefore = Snapshot.of(old);
        Snapshot survivorBefore = Snapshot.of(survivor);

        for (int i = 0; i < 3; i++) {
            LedgerEntry merged = old.accept(old.mergeInto(survivor));
            assertThat(old.balance()).isEqualTo(Balance.ZERO);
            assertThat(survivor.balance().total())
                    .isEqualTo(oldBefore.balance().total()
                            + survivorBefore.balance().total());
            Invariants.require(old.world);
            old.accept(old.undo(merged));
            Invariants.require(old.world);
            assertThat(Snapshot.of(old)).isEqualTo(oldBefore);
            assertThat(Snapshot.of(survivor)).isEqualTo(survivorBefore);
        }
    }

    @Property(tries = 1500)
    void undoingAMergeMintsNothingWhateverHappenedInBetween(
            @ForAll("steps") List<Steps.Step> steps,
            @ForAll("steps") List<Steps.Step> between,
            @ForAll("steps") List<Steps.Step> after,
            @ForAll("terms") Terms terms) {
        List<Books> members = WorldProperties.members(terms);
        steps.forEach(step -> take(members, step));
        Books old = members.get(0);
        Books survivor = members.get(1);
        old.world.settleAll();
        Assume.that(old.balance().held() == 0);
        LedgerEntry merged = old.accept(old.mergeInto(survivor));
        between.forEach(step -> take(members, step));
        survivor.world.settleAll();
        long before = survivor.balance().total();
        long debts = debtsOf(old, merged);
        long spendable = spendable(survivor);

        LedgerEntry undone = old.accept(old.undo(merged));

        assertThat(old.balance().total() + survivor.balance().total()).isLessThanOrEqualTo(before);
        assertThat(before - old.balance().total() - survivor.balance().total())
                .as("the shortfall, which nobody gets")
                .isEqualTo(
                        undone.explanation().shortfall() == null
                                ? 0
                                : undone.explanation().shortfall());
        assertThat(spendable(old) + spendable(survivor)).isLessThanOrEqualTo(spendable + debts);
        after.forEach(step -> take(members, step));
        Invariants.require(old.world);
    }

    /** Debts that come back with an undo: those of the old account, and the survivor's own. */
    private static long debtsOf(Books old, LedgerEntry merged) {
        LedgerEntry arrived =
                old.world.tables.entriesById.get(merged.explanation().counterEntryId());
        Long own = merged.explanation().debtPaid();
        Long other = arrived == null ? null : arrived.explanation().debtPaid();
        return (own == null ? 0 : own) + (other == null ? 0 : other);
    }

    private static long spendable(Books books) {
        return books.balance().available() + books.balance().pending();
    }

    private static void take(List<Books> members, Steps.Step step) {
        World world = members.getFirst().world;
        if (step.kind() == Steps.Kind.WAIT) world.pass(Steps.time(step));
        Command command = Steps.command(members, step);
        if (command != null) world.apply(command);
    }
}
