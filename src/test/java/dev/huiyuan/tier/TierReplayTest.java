package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Merges that are undone, in any order, leave everybody as if they had never been. */
class TierReplayTest {
    private static final LocalDate START = LocalDate.parse("2026-02-10");
    private static final LocalDate EVALUATION = LocalDate.parse("2026-04-01");

    private static MergedWorld world() {
        return new MergedWorld(START, "a", "b", "c");
    }

    @Test
    void betterProtectionHoldsWhileMergedAndEachItsOwnAfterwards() {
        MergedWorld world = world();
        world.grant("a", "gold", START.plusDays(300));
        world.grant("b", "black-diamond", START.plusDays(100));
        String before = world.state("a") + world.state("b");
        world.merge("b", "a");
        assertThat(world.tier("a")).isEqualTo("black-diamond");
        world.evaluate();
        assertThat(world.standing("a").graceUntil()).isNull();
        world.part("b", "a");
        assertThat(world.state("a") + world.state("b")).isEqualTo(before);
    }

    @Test
    void ownProtectionHoldsWhenTheBroughtOneEnds() {
        MergedWorld world = world();
        world.grant("a", "silver", START.plusDays(300));
        world.grant("b", "gold", START.plusDays(100));
        world.merge("b", "a");
        world.on(START.plusDays(101));
        assertThat(world.tier("a")).isEqualTo("silver");
        assertThat(world.standing("a").protections()).hasSize(1);
        world.on(START.plusDays(301));
        assertThat(world.tier("a")).isEqualTo("member");
    }

    @Test
    void broughtProtectionHoldsWhenTheOwnOneEnds() {
        MergedWorld world = world();
        world.grant("a", "gold", START.plusDays(100));
        world.grant("b", "silver", START.plusDays(300));
        world.merge("b", "a");
        world.on(START.plusDays(101));
        assertThat(world.tier("a")).isEqualTo("silver");
        world.on(START.plusDays(301));
        assertThat(world.tier("a")).isEqualTo("member");
    }

    @Test
    void tierOfEndedProtectionsIsNotWhatALongerOneFallsBackTo() {
        MergedWorld world = world();
        world.grant("a", "gold", START.plusDays(100));
        world.grant("b", "black-diamond", START.plusDays(200));
        world.merge("b", "a");
        world.on(START.plusDays(201));
        assertThat(world.tier("a")).isEqualTo("member");
    }

    @Test
    void revokedGrantOfEitherIsGoneWhileMergedAndAfterwards() {
        MergedWorld world = world();
        UUID own = world.grant("a", "gold", START.plusDays(300));
        UUID brought = world.grant("b", "black-diamond", START.plusDays(300));
        world.merge("b", "a");
        world.on(START.plusDays(5));
        world.revoke("a", brought);
        assertThat(world.tier("a")).isEqualTo("gold");
        world.revoke("a", own);
        assertThat(world.tier("a")).isEqualTo("member");
        world.part("b", "a");
        assertThat(world.tier("a")).isEqualTo("member");
        assertThat(world.tier("b")).isEqualTo("member");
    }

    @Test
    void mergesUndoneInTheOrderInWhichTheyWereMadeLeaveNothing() {
        for (List<String> order : List.of(List.of("b", "c"), List.of("c", "b"))) {
            MergedWorld world = world();
            world.buy("b", 250_000);
            world.buy("c", 600_000);
            world.merge("b", "a");
            world.on(START.plusDays(1));
            world.merge("c", "a");
            assertThat(world.tier("a")).isEqualTo("black-diamond");
            world.part(order.getFirst(), "a");
            assertThat(world.tier("a")).isEqualTo(order.getFirst().equals("b") ? "black-diamond" : "gold");
            world.part(order.getLast(), "a");
            assertThat(world.tier("a")).isEqualTo("member");
            assertThat(world.tier("b")).isEqualTo("gold");
            assertThat(world.tier("c")).isEqualTo("black-diamond");
        }
    }

    @Test
    void tierThatOnlyTheSumReachedGoesAndOneOfOwnOrdersStays() {
        MergedWorld world = world();
        world.buy("b", 150_000);
        world.merge("b", "a");
        world.on(START.plusDays(9));
        world.buy("a", 60_000);
        assertThat(world.tier("a")).isEqualTo("gold");
        world.part("b", "a");
        assertThat(world.state("a")).startsWith("silver above member");
        assertThat(world.tier("b")).isEqualTo("silver");
    }

    @Test
    void evaluationsThatWereMissedAreMadeUpFor() {
        MergedWorld world = world();
        world.buy("b", 250_000);
        world.on(START.plusDays(1));
        world.merge("b", "a");
        world.buy("a", 900_000);
        LocalDate next = EVALUATION.plusYears(1);
        world.on(next);
        world.evaluate();
        world.on(next.plusDays(10));
        world.part("b", "a");
        assertThat(world.state("b")).startsWith("gold above member grace " + next.plusDays(30));
        assertThat(world.state("a")).startsWith("black-diamond above member grace " + next.plusDays(30));
    }

    @Test
    void whoPartsFallsForNoEvaluationWithoutAWarning() {
        MergedWorld world = world();
        world.buy("b", 250_000);
        world.on(START.plusDays(1));
        world.merge("b", "a");
        world.buy("a", 900_000);
        LocalDate next = EVALUATION.plusYears(1);
        world.on(next);
        world.evaluate();
        LocalDate after = next.plusDays(45);
        world.on(after);
        assertThat(world.part("b", "a"))
                .contains("GRACE gold>gold until " + after.plusDays(30))
                .noneMatch(change -> change.startsWith("UNMERGE gold"));
        assertThat(world.state("b")).startsWith("gold above member grace " + after.plusDays(30));
        world.on(after.plusDays(30));
        assertThat(world.tier("b")).isEqualTo("gold");
        world.on(after.plusDays(31));
        assertThat(world.tier("b")).isEqualTo("silver");
    }

    @Test
    void warningThatCameBeforeTheMergeIsEnough() {
        MergedWorld world = world();
        world.buy("b", 250_000);
        LocalDate next = EVALUATION.plusYears(1);
        world.on(next);
        world.evaluate();
        assertThat(world.standing("b").graceUntil()).isEqualTo(next.plusDays(30));
        world.merge("b", "a");
        world.on(next.plusDays(45));
        world.part("b", "a");
        assertThat(world.state("b")).startsWith("silver above null grace null");
    }

    @Test
    void protectionThatIsKeptTwiceEndsOnce() {
        MergedWorld world = world();
        world.grant("b", "gold", START.plusDays(10));
        Standing.Protection brought = Objects.requireNonNull(world.standing("b").protection());
        world.merge("b", "a");
        Standing doubled = world.standing("a").given(brought, world.setting().now());
        TierSetting later = Ladders.setting(Ladders.DEFAULT, Ladders.BY_SPEND, START.plusDays(11));
        TierAccount account = new TierAccount(UUID.randomUUID(), doubled, later.window(), 0, 0, Map.of());
        TierRules.settle(account, later);
        assertThat(account.changes()).hasSize(1);
        assertThat(account.standing().protections()).isEmpty();
        assertThat(account.standing().code()).isEqualTo("member");
    }

    /** What happens on a day: 0 and 1 to 6 an order, 7 a grant, 8 an evaluation, 9 a merge. */
    record Step(int what, int who, int days, long fen) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 9),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(1, 70),
                        Arbitraries.longs().between(1, 300_000))
                .as(Step::new)
                .list()
                .ofMaxSize(16);
    }

    @Property(tries = 400)
    void anyOrderOfUndoingLeavesWhatWouldBeWithoutMerges(
            @ForAll("steps") List<Step> steps, @ForAll boolean firstInFirstOut) {
        MergedWorld merged = world();
        MergedWorld apart = world();
        List<String> names = List.of("a", "b", "c");
        java.util.ArrayList<String> open = new java.util.ArrayList<>();
        LocalDate day = START;
        for (Step step : steps) {
            day = day.plusDays(step.days());
            merged.on(day);
            apart.on(day);
            take(step, names.get(step.who()), day, merged, apart, open);
        }
        // Undone on a day on which nothing else happens.
        merged.on(day.plusDays(1));
        apart.on(day.plusDays(1));
        List<String> order = firstInFirstOut ? open : open.reversed();
        order.forEach(old -> merged.part(old, "a"));
        LocalDate warned = day.plusDays(31);
        for (String name : names) {
            boolean late =
                    open.contains(name) && warned.equals(merged.standing(name).graceUntil());
            if (!late) assertThat(merged.state(name)).as(name).isEqualTo(apart.state(name));
            // A fall of which nobody was warned is still to come.
            else assertThat(merged.rank(name)).as(name).isGreaterThan(apart.rank(name));
        }
    }

    private static void take(
            Step step, String name, LocalDate day, MergedWorld merged, MergedWorld apart, List<String> open) {
        switch (step.what()) {
            case 7 -> {
                boolean free = !merged.isMerged(name)
                        && merged.standing(name).protection() == null
                        && apart.standing(name).protection() == null;
                if (!free) return;
                String tier = step.fen() % 2 == 0 ? "silver" : "gold";
                merged.grant(name, tier, day.plusDays(step.days()));
                apart.grant(name, tier, day.plusDays(step.days()));
            }
            case 8 -> {
                merged.evaluate();
                apart.evaluate();
            }
            case 9 -> {
                if (name.equals("a") || merged.isMerged(name)) return;
                merged.merge(name, "a");
                open.add(name);
            }
            default -> {
                // What is bought under a merged name is the survivor's.
                String buyer = merged.isMerged(name) ? "a" : name;
                merged.buy(buyer, step.fen());
                apart.buy(buyer, step.fen());
            }
        }
    }
}
