package dev.huiyuan.tier;

import static dev.huiyuan.tier.Ladders.BY_SPEND;
import static dev.huiyuan.tier.Ladders.DEFAULT;
import static dev.huiyuan.tier.Ladders.TODAY;
import static dev.huiyuan.tier.Ladders.rules;
import static dev.huiyuan.tier.Ladders.setting;
import static org.assertj.core.api.Assertions.assertThat;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.BookedEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.jspecify.annotations.Nullable;

/** What the fold counts is the sum over the orders, whatever happens to them. */
class TierFoldProperties {
    /** One thing that happens: an order some days ago, or a refund of an earlier order. */
    record Step(boolean order, int member, int daysAgo, long fen, int which) {}

    /** An order of the naive model. */
    private static final class Order {
        final UUID id = UUID.randomUUID();
        final LocalDate day;
        UUID holder;
        long left;

        Order(UUID holder, LocalDate day, long left) {
            this.holder = holder;
            this.day = day;
            this.left = left;
        }
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Integer> daysAgo = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 3),
                Arbitraries.integers().between(360, 370),
                Arbitraries.integers().between(0, 800));
        return Combinators.combine(
                        Arbitraries.of(true, true, false),
                        Arbitraries.integers().between(0, 1),
                        daysAgo,
                        Arbitraries.longs().between(0, 60_000),
                        Arbitraries.integers().between(0, 1000))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    @Property(tries = 600)
    void figuresAreTheSumOverTheOrders(
            @ForAll("steps") List<Step> steps,
            @ForAll Programme.Window window,
            @ForAll Programme.Basis basis,
            @ForAll Programme.TierRefunds refunds) {
        TierSetting setting = setting(DEFAULT, rules(window, basis, refunds), TODAY);
        Run run = new Run(setting);
        for (Step step : steps) run.take(step);
        run.check();
        run.merge();
        run.check();
    }

    @Property(tries = 300)
    void tierIsWhatTheHighestSumReachedWhereRefundsWait(@ForAll("steps") List<Step> steps) {
        TierSetting setting = setting(DEFAULT, BY_SPEND, TODAY);
        Run run = new Run(setting);
        int highest = 0;
        for (Step step : steps) {
            run.take(step);
            highest = Math.max(highest, setting.ladder().reached(run.naive(run.members.get(0), true)));
            assertThat(setting.ladder().rank(run.account(0).standing().code())).isEqualTo(highest);
        }
        assertThat(run.account(0).changes()).hasSizeLessThanOrEqualTo(DEFAULT.size() - 1);
    }

    private static final class Run {
        private final TierSetting setting;
        private final List<UUID> members = List.of(UUID.randomUUID(), UUID.randomUUID());
        private final Map<UUID, TierAccount> accounts = new HashMap<>();
        private final List<Order> orders = new ArrayList<>();
        private final TierBatch batch;

        @SuppressWarnings("NullAway") // Nothing is written here.
        Run(TierSetting setting) {
            this.setting = setting;
            for (UUID member : members) {
                accounts.put(
                        member,
                        new TierAccount(
                                member, Standing.joined("member", setting.now()), setting.window(), 0, 0, Map.of()));
            }
            batch = new TierBatch(setting, at -> LocalDate.ofInstant(at, Ladders.ZONE), null, accounts, null);
            batch.locked(accounts.keySet());
        }

        TierAccount account(int which) {
            return Objects.requireNonNull(accounts.get(members.get(which)));
        }

        void take(Step step) {
            if (step.order()) buy(members.get(step.member()), TODAY.minusDays(step.daysAgo()), step.fen());
            else if (!orders.isEmpty()) refund(orders.get(step.which() % orders.size()), step);
        }

        private void buy(UUID member, LocalDate day, long fen) {
            Order order = new Order(member, day, fen);
            orders.add(order);
            batch.booked(entry(member, order.id, "ACCRUAL", fen, order));
        }

        /** A third of the refunds takes all that is left. */
        private void refund(Order order, Step step) {
            long fen = step.which() % 3 == 0 ? order.left : Math.min(order.left, step.fen());
            order.left -= fen;
            batch.booked(entry(order.holder, UUID.randomUUID(), "ACCRUAL_REVERSAL", -fen, order));
        }

        void merge() {
            UUID old = members.get(0);
            UUID survivor = members.get(1);
            batch.booked(new BookedEntry(
                    old, UUID.randomUUID(), "MERGE_OUT", 0, 0, null, setting.now(), "staff:1", null, survivor));
            orders.forEach(order -> order.holder = survivor);
        }

        private static BookedEntry entry(UUID member, UUID id, String type, long fen, @Nullable Order order) {
            Instant at = Objects.requireNonNull(order)
                    .day
                    .atTime(23, 59)
                    .atZone(Ladders.ZONE)
                    .toInstant();
            return new BookedEntry(
                    member, id, type, 0, fen, null, at, "staff:1", new BookedEntry.Order(at, order.left), null);
        }

        Figures naive(UUID member, boolean current) {
            List<Order> counted = orders.stream()
                    .filter(order -> order.holder.equals(member) && order.left > 0)
                    .filter(order -> current
                            ? setting.window().contains(order.day)
                            : setting.window().precedes(order.day))
                    .toList();
            return new Figures(counted.stream().mapToLong(order -> order.left).sum(), (int)
                    counted.stream().map(order -> order.day).distinct().count());
        }

        void check() {
            accounts.forEach((member, account) -> {
                assertThat(account.figures()).isEqualTo(naive(member, true));
                assertThat(account.earlierFigures()).isEqualTo(naive(member, false));
            });
        }
    }
}
