package dev.huiyuan.points.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Random sequences of commands against a naive model that only adds and subtracts. */
class LedgerRulesProperties {
    private enum Kind {
        EARN,
        EARN_PENDING,
        SPEND,
        REFUND,
        GIVE_BACK,
        WAIT
    }

    /**
     * One step.
     *
     * @param kind what
     * @param amount points, or days to wait
     * @param target which earlier entry, modulo their number
     */
    private record Step(Kind kind, int amount, int target) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.of(Kind.values()),
                        Arbitraries.integers().between(0, 40),
                        Arbitraries.integers().between(0, 50))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 400)
    void equationHoldsAfterEveryStep(
            @ForAll("steps") List<Step> steps,
            @ForAll Programme.ReversalPolicy policy,
            @ForAll Programme.Expiry expiry) {
        Books books = Books.of(Terms.PLAIN.expiring(expiry, 1).reversing(policy));
        for (Step step : steps) {
            take(books, step);
            Invariants.require(books.world);
        }
    }

    @Property(tries = 200)
    void balanceIsWhatANaiveModelSays(@ForAll("steps") List<Step> steps) {
        Books books = Books.plain();
        long expected = 0;
        TreeMap<Integer, Long> refunded = new TreeMap<>();
        List<LedgerEntry> orders = new ArrayList<>();
        for (Step step : steps) {
            switch (step.kind()) {
                case EARN -> {
                    orders.add(books.accept(books.order(step.amount() * 100L)));
                    expected += step.amount();
                }
                case SPEND -> {
                    if (step.amount() > 0 && isAccepted(books, books.redemption(step.amount()))) {
                        expected -= step.amount();
                    }
                }
                case REFUND -> {
                    if (orders.isEmpty()) break;
                    int which = step.target() % orders.size();
                    LedgerEntry order = orders.get(which);
                    if (refunded.putIfAbsent(which, order.points()) == null) expected -= order.points();
                    books.world.apply(books.refund(order.id(), null));
                }
                default -> books.pass(Duration.ofHours(step.amount()));
            }
            assertThat(books.balance().total()).isEqualTo(expected);
        }
    }

    @Property(tries = 200)
    void anyOrderOfRefundsOfOneOrderEndsTheSame(
            @ForAll("steps") List<Step> steps, @ForAll("amounts") List<Long> parts, @ForAll long seed) {
        List<Long> shuffled = new ArrayList<>(parts);
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(balanceAfterRefunds(steps, parts)).isEqualTo(balanceAfterRefunds(steps, shuffled));
    }

    @Provide
    Arbitrary<List<Long>> amounts() {
        return Arbitraries.longs().between(1, 2000).list().ofMinSize(1).ofMaxSize(6);
    }

    private static long balanceAfterRefunds(List<Step> steps, List<Long> parts) {
        Books books = Books.plain();
        LedgerEntry order = books.accept(books.order(12_345));
        steps.stream()
                .filter(step -> step.kind() == Kind.EARN || step.kind() == Kind.SPEND)
                .forEach(step -> take(books, step));
        for (Long part : parts) books.world.apply(books.refund(order.id(), part));
        return books.balance().total();
    }

    private static boolean isAccepted(Books books, Command command) {
        return books.world.apply(command).entry() != null;
    }

    private static void take(Books books, Step step) {
        switch (step.kind()) {
            case EARN -> books.world.apply(books.order(step.amount() * 100L));
            case EARN_PENDING ->
                books.world.apply(books.order(step.amount() * 100L, books.now().plus(Duration.ofDays(step.target()))));
            case SPEND -> {
                if (step.amount() > 0) books.world.apply(books.redemption(step.amount()));
            }
            case REFUND -> reverse(books, EntryType.ACCRUAL, step);
            case GIVE_BACK -> reverse(books, EntryType.REDEMPTION, step);
            case WAIT -> books.pass(Duration.ofDays(step.amount()));
        }
    }

    private static void reverse(Books books, EntryType type, Step step) {
        List<UUID> candidates = books.entries().stream()
                .filter(entry -> entry.type() == type)
                .map(LedgerEntry::id)
                .toList();
        if (candidates.isEmpty()) return;
        UUID entry = candidates.get(step.target() % candidates.size());
        Long part = step.amount() % 3 == 0 ? null : Long.valueOf(step.amount());
        books.world.apply(
                type == EntryType.ACCRUAL
                        ? books.refund(entry, part == null ? null : part * 90)
                        : books.giveBack(entry, part));
    }
}
