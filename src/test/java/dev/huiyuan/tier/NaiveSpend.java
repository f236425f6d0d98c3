package dev.huiyuan.tier;

import dev.huiyuan.points.core.LedgerEntry;
import dev.huiyuan.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** Does random things to a few members, and keeps what they spent the simplest way: a list of orders. */
final class NaiveSpend {
    private final TierDesk desk;
    private final MovableClock clock;
    private final List<UUID> members;
    private final Random random;
    private final List<Order> orders = new ArrayList<>();
    private final Map<UUID, UUID> mergedInto = new HashMap<>();
    /** Open merges, in any order. */
    private final List<LedgerEntry> merges = new ArrayList<>();

    NaiveSpend(TierDesk desk, MovableClock clock, List<UUID> members, long seed) {
        this.desk = desk;
        this.clock = clock;
        this.members = members;
        random = new Random(seed);
    }

    private static final class Order {
        final UUID account;
        final UUID entry;
        final LocalDate day;
        long left;

        Order(UUID account, UUID entry, LocalDate day, long left) {
            this.account = account;
            this.entry = entry;
            this.day = day;
            this.left = left;
        }
    }

    void step() {
        switch (random.nextInt(12)) {
            case 0 -> clock.advance(Duration.ofHours(random.nextInt(24 * 40)));
            case 1 -> merge();
            case 2 -> part();
            case 3, 4, 5 -> refund();
            default -> buy();
        }
    }

    private UUID anybody() {
        return members.get(random.nextInt(members.size()));
    }

    private UUID holder(UUID account) {
        UUID into = mergedInto.get(account);
        return into == null ? account : holder(into);
    }

    private void buy() {
        UUID member = anybody();
        Instant at = clock.instant().minus(Duration.ofHours(random.nextInt(3) == 0 ? random.nextInt(24 * 500) : 0));
        long fen = 100L * (1 + random.nextInt(300));
        UUID entry = desk.buy(member, fen, at);
        orders.add(new Order(holder(member), entry, LocalDate.ofInstant(at, TierDesk.ZONE), fen));
    }

    private void refund() {
        List<Order> open = orders.stream().filter(order -> order.left > 0).toList();
        if (open.isEmpty()) return;
        Order order = open.get(random.nextInt(open.size()));
        boolean whole = random.nextInt(3) == 0;
        long fen = whole ? order.left : 1 + random.nextLong(order.left);
        desk.refund(order.entry, whole ? null : fen).then().statusCode(201);
        order.left -= fen;
    }

    private void merge() {
        UUID from = holder(anybody());
        UUID into = holder(anybody());
        if (from.equals(into)) return;
        merges.add(desk.merge(from, into));
        mergedInto.put(from, into);
    }

    private void part() {
        // Those whose survivor has not gone on in another account.
        List<LedgerEntry> open = merges.stream()
                .filter(merge -> !mergedInto.containsKey(merge.explanation().counterpart()))
                .toList();
        if (open.isEmpty()) return;
        LedgerEntry merge = open.get(random.nextInt(open.size()));
        merges.remove(merge);
        desk.part(merge);
        mergedInto.remove(merge.memberId());
    }

    /** Undoes some of the merges that are left, so that both what is merged and what parted is compared. */
    void partAll() {
        while (merges.size() > 1) part();
    }

    Map<LocalDate, TierDesk.Day> days(UUID member) {
        Map<LocalDate, TierDesk.Day> days = new TreeMap<>();
        for (Order order : orders) {
            if (order.left == 0 || !holder(order.account).equals(member)) continue;
            days.merge(
                    order.day,
                    new TierDesk.Day(order.left, 1),
                    (a, b) -> new TierDesk.Day(a.fen() + b.fen(), a.orders() + b.orders()));
        }
        return days;
    }
}
