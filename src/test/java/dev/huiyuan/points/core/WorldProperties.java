package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.member.Birthday;
import dev.huiyuan.member.MemberState;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens in whatever sequence to several accounts: the books are in order after every step. */
class WorldProperties {
    private static final Set<Steps.Kind> UNDOING = Set.of(Steps.Kind.UNDO);

    @Provide
    Arbitrary<List<Steps.Step>> steps() {
        return Steps.of(Steps.Kind.values());
    }

    @Provide
    Arbitrary<Terms> terms() {
        return Steps.terms();
    }

    static List<Books> members(Terms terms) {
        World world = new World(terms);
        List<Books> members =
                IntStream.range(0, Steps.MEMBERS).mapToObj(i -> world.join()).toList();
        members.get(1).is(MemberState.ACTIVE, new Birthday(3, 31, null), Instant.EPOCH);
        members.get(1).multiply(new Multiplier("tier:gold", 150), new Multiplier("lunch", 100, 5));
        members.get(2).multiply(new Multiplier("double-day", 250));
        return members;
    }

    @Property(tries = 2000)
    void booksAreInOrderAfterEveryStep(@ForAll("steps") List<Steps.Step> steps, @ForAll("terms") Terms terms) {
        List<Books> members = members(terms);
        World world = members.getFirst().world;
        for (Steps.Step step : steps) {
            long total = total(world);
            take(members, step);
            Invariants.require(world);
            if (UNDOING.contains(step.kind())) assertThat(total(world)).isLessThanOrEqualTo(total);
        }
        Invariants.requireExplained(world);
    }

    @Property(tries = 2000)
    void batchesAreInOrderWithWhatTheirFirstReadLoaded(
            @ForAll("steps") List<Steps.Step> steps, @ForAll("terms") Terms terms) {
        List<Books> members = members(terms);
        World world = members.getFirst().world;
        List<Command> batch = new ArrayList<>();
        for (Steps.Step step : steps) {
            Command command = Steps.command(members, step);
            boolean repeated = command == null
                    || batch.stream().anyMatch(other -> other.key().equals(command.key()));
            if (repeated || batch.size() == 6) {
                if (!batch.isEmpty()) world.batch(batch);
                batch.clear();
                world.pass(Steps.time(step));
            } else {
                batch.add(command);
            }
            Invariants.require(world);
        }
    }

    private static void take(List<Books> members, Steps.Step step) {
        Books books = members.get(step.who());
        World world = books.world;
        if (step.kind() == Steps.Kind.WAIT) world.pass(Steps.time(step));
        if (step.kind() == Steps.Kind.SETTLE) world.settle(books.memberId);
        Command command = Steps.command(members, step);
        if (command == null) return;
        World.Outcome outcome = world.apply(command);
        boolean follows = command.on(command.memberId()) != null;
        UUID touched = follows ? world.holder(command.memberId()) : command.memberId();
        if (outcome.isNew()) Invariants.requireSettled(world, touched);
    }

    static long total(World world) {
        return world.members.keySet().stream()
                .mapToLong(id -> world.tables.account(id).balance().total())
                .sum();
    }
}
