package dev.huiyuan.tier;

import static dev.huiyuan.tier.TierStory.EVALUATION;
import static dev.huiyuan.tier.TierStory.START;
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
    private static TierStory story() {
        return new TierStory();
    }

    @Test
    void betterProtectionHoldsWhileMergedAndEachItsOwnAfterwards() {
        TierStory story = story().isGiven("a", "gold", 300).isGiven("b", "black-diamond", 100);
        String before = story.states("a", "b");
        story.merged("b").has("a", "black-diamond").evaluatedToday().hasGrace("a", null);
        assertThat(story.parted("b").states("a", "b")).isEqualTo(before);
    }

    @Test
    void ownProtectionHoldsWhenTheBroughtOneEnds() {
        story().isGiven("a", "silver", 300)
                .isGiven("b", "gold", 100)
                .merged("b")
                .onDay(101)
                .has("a", "silver")
                .hasProtections("a", 1)
                .onDay(301)
                .has("a", "member");
    }

    @Test
    void broughtProtectionHoldsWhenTheOwnOneEnds() {
        story().isGiven("a", "gold", 100)
                .isGiven("b", "silver", 300)
                .merged("b")
                .onDay(101)
                .has("a", "silver")
                .onDay(301)
                .has("a", "member");
    }

    @Test
    void tierOfEndedProtectionsIsNotWhatALongerOneFallsBackTo() {
        story().isGiven("a", "gold", 100)
                .isGiven("b", "black-diamond", 200)
                .merged("b")
                .onDay(201)
                .has("a", "member");
    }

    @Test
    void revokedGrantOfEitherIsGoneWhileMergedAndAfterwards() {
        TierStory story = story();
        UUID own = story.grant("a", "gold", 300);
        UUID brought = story.grant("b", "black-diamond", 300);
        story.merged("b")
                .onDay(5)
                .revoked(brought)
                .has("a", "gold")
                .revoked(own)
                .has("a", "member");
        story.parted("b").has("a", "member").has("b", "member");
    }

    @Test
    void mergesUndoneInTheOrderInWhichTheyWereMadeLeaveNothing() {
        for (List<String> order : List.of(List.of("b", "c"), List.of("c", "b"))) {
            story().buys("b", 250_000)
                    .buys("c", 600_000)
                    .merged("b")
                    .onDay(1)
                    .merged("c")
                    .has("a", "black-diamond")
                    .parted(order.getFirst())
                    .has("a", order.getFirst().equals("b") ? "black-diamond" : "gold")
                    .parted(order.getLast())
                    .has("a", "member")
                    .has("b", "gold")
                    .has("c", "black-diamond");
        }
    }

    @Test
    void tierThatOnlyTheSumReachedGoesAndOneOfOwnOrdersStays() {
        story().buys("b", 150_000)
                .merged("b")
                .onDay(9)
                .buys("a", 60_000)
                .has("a", "gold")
                .parted("b")
                .has("a", "silver", "member")
                .has("b", "silver");
    }

    /** What was bought in the first days counts no more at the evaluation, which finds both as one. */
    private static TierStory evaluatedWhileMerged() {
        return story().buys("b", 250_000)
                .onDay(1)
                .merged("b")
                .buys("a", 900_000)
                .evaluated();
    }

    @Test
    void evaluationsThatWereMissedAreMadeUpFor() {
        LocalDate warned = EVALUATION.plusDays(30);
        evaluatedWhileMerged()
                .on(EVALUATION.plusDays(10))
                .parted("b")
                .has("b", "gold", "member", warned)
                .has("a", "black-diamond", "member", warned);
    }

    @Test
    void whoPartsFallsForNoEvaluationWithoutAWarning() {
        LocalDate after = EVALUATION.plusDays(45);
        TierStory story = evaluatedWhileMerged().on(after);
        assertThat(story.part("b"))
                .contains("GRACE gold>gold until " + after.plusDays(30))
                .noneMatch(change -> change.startsWith("UNMERGE gold"));
        story.has("b", "gold", "member", after.plusDays(30))
                .on(after.plusDays(30))
                .has("b", "gold")
                .on(after.plusDays(31))
                .has("b", "silver");
    }

    @Test
    void warningThatCameBeforeTheMergeIsEnough() {
        story().buys("b", 250_000)
                .evaluated()
                .hasGrace("b", EVALUATION.plusDays(30))
                .merged("b")
                .on(EVALUATION.plusDays(45))
                .parted("b")
                .has("b", "silver", null, null);
    }

    @Test
    void protectionThatIsKeptTwiceEndsOnce() {
        TierStory story = story().isGiven("b", "gold", 10);
        Standing.Protection brought = Objects.requireNonNull(story.standing("b").protection());
        Standing doubled =
                story.merged("b").standing("a").given(brought, setting(0).now());
        TierAccount account =
                new TierAccount(UUID.randomUUID(), doubled, setting(11).window(), 0, 0, Map.of());
        TierRules.settle(account, setting(11));
        assertThat(account.changes()).hasSize(1);
        assertThat(account.standing().protections()).isEmpty();
        assertThat(account.standing().code()).isEqualTo("member");
    }

    private static TierSetting setting(int after) {
        return Ladders.setting(Ladders.DEFAULT, Ladders.BY_SPEND, TierStory.day(after));
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
        MergedWorld merged = new MergedWorld(START, "a", "b", "c");
        MergedWorld apart = new MergedWorld(START, "a", "b", "c");
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
