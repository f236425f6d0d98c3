package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A naive model that shares no code with the rules predicts every answer and every balance. */
class NaiveModelProperties {
    private static final UUID NO_ENTRY = new UUID(0, 0);

    @Provide
    Arbitrary<List<Steps.Step>> steps() {
        return Steps.of(
                Steps.Kind.EARN,
                Steps.Kind.EARN,
                Steps.Kind.EARN_PENDING,
                Steps.Kind.IMPORT,
                Steps.Kind.REFUND,
                Steps.Kind.SPEND,
                Steps.Kind.SPEND,
                Steps.Kind.GIVE_BACK,
                Steps.Kind.HOLD,
                Steps.Kind.CAPTURE,
                Steps.Kind.RELEASE,
                Steps.Kind.GIVE,
                Steps.Kind.TAKE_BACK,
                Steps.Kind.ADJUST,
                Steps.Kind.FREEZE,
                Steps.Kind.WAIT);
    }

    @Provide
    Arbitrary<Terms> terms() {
        return Steps.terms();
    }

    @Property(tries = 2500)
    void everyAnswerAndBalanceIsPredicted(@ForAll("steps") List<Steps.Step> steps, @ForAll("terms") Terms terms) {
        List<Books> members = WorldProperties.members(terms);
        World world = members.getFirst().world;
        NaiveModel model = model(members, terms);
        for (Steps.Step step : steps) {
            if (step.kind() == Steps.Kind.WAIT) world.pass(Steps.time(step));
            Command command = Steps.command(members, step);
            if (command == null) continue;
            World.Outcome outcome = world.apply(command);
            LedgerEntry entry = outcome.entry();
            String refusal = model.apply(command, entry == null ? NO_ENTRY : entry.id(), world.now);
            assertThat(outcome.refusal()).as("%s", command).isEqualTo(refusal);
            requireSame(members, model);
        }
        world.pass(Duration.ofDays(800));
        world.settleAll();
        members.forEach(books -> of(model, books).pass(world.now));
        requireSame(members, model);
    }

    /** A negative factor counts in March only, the birthday month of the second member. */
    private static NaiveModel model(List<Books> members, Terms terms) {
        UUID second = members.get(1).memberId;
        return new NaiveModel(
                terms,
                Map.of(
                        members.get(0).memberId,
                        List.of(),
                        second,
                        List.of(-200, 150),
                        members.get(2).memberId,
                        List.of(250)),
                Map.of(second, 5L));
    }

    private static void requireSame(List<Books> members, NaiveModel model) {
        for (Books books : members) {
            assertThat(of(model, books).balance()).isEqualTo(books.balance());
            assertThat(of(model, books).sliding)
                    .isEqualTo(books.account().standing().slidingExpiresAt());
        }
    }

    private static NaiveMember of(NaiveModel model, Books books) {
        return Objects.requireNonNull(model.members.get(books.memberId));
    }
}
