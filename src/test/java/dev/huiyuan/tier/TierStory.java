package dev.huiyuan.tier;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A story of members who are merged into {@code a} and part again, told day by day, with what is to be seen on the way. */
final class TierStory {
    static final LocalDate START = LocalDate.parse("2026-02-10");
    /** The year after, as that of the beginning comes too early to matter. */
    static final LocalDate EVALUATION = LocalDate.parse("2027-04-01");

    private static final String SURVIVOR = "a";

    private final MergedWorld world = new MergedWorld(START, SURVIVOR, "b", "c");

    /** The day that is so many days after the beginning. */
    static LocalDate day(int after) {
        return START.plusDays(after);
    }

    TierStory on(LocalDate day) {
        world.on(day);
        return this;
    }

    TierStory onDay(int after) {
        return on(day(after));
    }

    /** The evaluation of the second year, on its day. */
    TierStory evaluated() {
        on(EVALUATION);
        world.evaluate();
        return this;
    }

    /** An evaluation today. */
    TierStory evaluatedToday() {
        world.evaluate();
        return this;
    }

    TierStory buys(String name, long fen) {
        world.buy(name, fen);
        return this;
    }

    /** Gives a tier that is protected until a day after the beginning. */
    TierStory isGiven(String name, String tier, int until) {
        world.grant(name, tier, day(until));
        return this;
    }

    /** The same, by which it can be revoked. */
    UUID grant(String name, String tier, int until) {
        return world.grant(name, tier, day(until));
    }

    /** Takes a grant back that the survivor has, of its own or brought by another. */
    TierStory revoked(UUID grant) {
        world.revoke(SURVIVOR, grant);
        return this;
    }

    TierStory merged(String name) {
        world.merge(name, SURVIVOR);
        return this;
    }

    TierStory parted(String name) {
        world.part(name, SURVIVOR);
        return this;
    }

    /** Parts, and says what was told to whoever parted. */
    List<String> part(String name) {
        return world.part(name, SURVIVOR);
    }

    TierStory has(String name, String tier) {
        assertThat(world.tier(name)).as(name).isEqualTo(tier);
        return this;
    }

    /** The same, and above which tier. */
    TierStory has(String name, String tier, String above) {
        assertThat(world.state(name)).as(name).startsWith(tier + " above " + above);
        return this;
    }

    /** Who has which tier, above which one, and until when the grace period lasts. */
    TierStory has(String name, String tier, @Nullable String above, @Nullable LocalDate graceUntil) {
        String expected = tier + " above " + above + " grace " + graceUntil;
        assertThat(world.state(name)).as(name).startsWith(expected);
        return this;
    }

    TierStory hasGrace(String name, @Nullable LocalDate until) {
        assertThat(world.standing(name).graceUntil()).as(name).isEqualTo(until);
        return this;
    }

    TierStory hasProtections(String name, int count) {
        assertThat(world.standing(name).protections()).as(name).hasSize(count);
        return this;
    }

    /** All that some have. */
    String states(String... names) {
        return String.join("", List.of(names).stream().map(world::state).toList());
    }

    Standing standing(String name) {
        return world.standing(name);
    }
}
