package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** The events of one order come in any sequence, each any number of times, and end in the same books. */
class OrderEventProperties {
    private static final Duration LATER = Duration.ofDays(20);
    private static final BusinessKey ORDER = new BusinessKey("store:1", "THE-ORDER", EntryType.ACCRUAL);
    private static final List<OrderLine> LINES =
            List.of(new OrderLine("a", 3_333), new OrderLine("b", 1_250), new OrderLine("c", 99));

    /**
     * What happens.
     *
     * @param event an event of the order; null for the order itself
     */
    private record Delivery(World.@Nullable OrderEvent event) {}

    /** What is compared: figures, and what is left in each order's lot. */
    private record End(Balance balance, Map<String, Long> lots) {}

    @Provide
    Arbitrary<World.OrderEvent> refunds() {
        Arbitrary<Refund> byAmount = Arbitraries.longs().between(1, 2_500).map(fen -> new Refund(fen, List.of(), true));
        Arbitrary<Refund> byLines = Arbitraries.of("a", "b", "c")
                .set()
                .ofMinSize(1)
                .map(lines -> new Refund(null, List.copyOf(lines), true));
        Arbitrary<Refund> all = Arbitraries.just(new Refund(null, List.of(), true));
        return Combinators.combine(Arbitraries.oneOf(byAmount, byAmount, byLines, all), Arbitraries.integers())
                .as((refund, ref) -> new World.OrderEvent("R-" + ref, refund, null));
    }

    @Provide
    Arbitrary<List<World.OrderEvent>> events() {
        Arbitrary<World.OrderEvent> completion = Arbitraries.just(
                new World.OrderEvent("", new Refund(null, List.of(), true), World.START.minus(Duration.ofHours(1))));
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(4, refunds()), net.jqwik.api.Tuple.of(1, completion))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .uniqueElements(World.OrderEvent::eventRef);
    }

    @Provide
    Arbitrary<Terms> terms() {
        return Combinators.combine(
                        Arbitraries.of(Programme.Rounding.class),
                        Arbitraries.of(20L, 45L).injectNull(0.5))
                .as((rounding, cap) -> Terms.PLAIN.rounding(rounding).capped(cap, null));
    }

    @Property(tries = 600)
    void anySequenceAndRepetitionEndsTheSame(
            @ForAll("events") List<World.OrderEvent> events,
            @ForAll("terms") Terms terms,
            @ForAll boolean pending,
            @ForAll boolean spentBefore,
            @ForAll long seed) {
        List<Delivery> inOrder = new ArrayList<>(List.of(new Delivery(null)));
        events.forEach(event -> inOrder.add(new Delivery(event)));
        List<Delivery> shuffled = new ArrayList<>(inOrder);
        Random random = new Random(seed);
        for (Delivery delivery : inOrder) if (random.nextBoolean()) shuffled.add(delivery);
        Collections.shuffle(shuffled, random);

        assertThat(end(terms, shuffled, pending, spentBefore, false))
                .isEqualTo(end(terms, inOrder, pending, spentBefore, false));
    }

    @Property(tries = 300)
    void otherOrdersInBetweenChangeNothing(
            @ForAll("events") List<World.OrderEvent> events, @ForAll boolean pending, @ForAll long seed) {
        List<Delivery> inOrder = new ArrayList<>(List.of(new Delivery(null)));
        events.forEach(event -> inOrder.add(new Delivery(event)));
        List<Delivery> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(end(Terms.PLAIN, shuffled, pending, true, true))
                .isEqualTo(end(Terms.PLAIN, inOrder, pending, true, true));
    }

    private static End end(
            Terms terms, List<Delivery> deliveries, boolean pending, boolean spentBefore, boolean traffic) {
        Books books = Books.of(terms);
        World world = books.world;
        books.multiply(new Multiplier("lunch", 130, 3));
        Instant ordered = world.now;
        Command.Accrue before = books.order(2_000);
        books.accept(before);
        if (spentBefore) books.accept(books.redemption(10));
        Command.Accrue order = books.order(ORDER, 4_682, pending ? ordered.plus(LATER) : null, ordered, LINES);
        for (Delivery delivery : deliveries) {
            World.OrderEvent event = delivery.event();
            if (event == null) world.apply(order);
            else world.happen(ORDER, event);
            Invariants.require(world);
        }
        if (traffic) books.accept(books.order(3_000, world.now.plus(Duration.ofDays(1))));
        world.pass(LATER.multipliedBy(2));
        world.settleAll();
        Invariants.require(world);
        return new End(books.balance(), lots(world, books, before.key()));
    }

    private static Map<String, Long> lots(World world, Books books, BusinessKey before) {
        Map<String, Long> left = new HashMap<>();
        for (LedgerEntry entry : books.entries()) {
            if (entry.type() != EntryType.ACCRUAL || entry.points() == 0) continue;
            String name = entry.key().equals(ORDER) ? "order" : entry.key().equals(before) ? "before" : "between";
            UUID id = entry.id();
            left.merge(name, books.lot(id).remaining(), Long::sum);
        }
        assertThat(world.tables.accounts).hasSize(1);
        return left;
    }
}
