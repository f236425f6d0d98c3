package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.BusinessKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one slot. Anybody may add; everything else is done by the slot's own event loop. Of one member's
 * commands those that spend are taken in the order in which they came, and so are the others.
 */
final class LedgerQueue {
    /** How much of a batch spending may take while accruals wait too. */
    private static final double SPENDING_SHARE = 0.75;

    private final ConcurrentLinkedQueue<Ticket> arrived = new ConcurrentLinkedQueue<>();
    /** Who spends is waiting at the till: these go before the others. */
    private final ConcurrentLinkedQueue<Ticket> spending = new ConcurrentLinkedQueue<>();
    /** Taken before and put back: older than everything that has arrived. */
    private final Deque<Ticket> returned = new ArrayDeque<>();
    /** Commands of members whose account is being waited for. */
    private final Map<UUID, Deque<Ticket>> parked = new HashMap<>();

    void add(Ticket ticket) {
        (ticket.isSpending() ? spending : arrived).add(ticket);
    }

    boolean isEmpty() {
        return returned.isEmpty() && spending.isEmpty() && arrived.isEmpty();
    }

    /**
     * Takes a batch. No two commands in it have one business key: the second one would not see what became of the
     * first.
     */
    List<Ticket> take(int limit) {
        List<Ticket> batch = new ArrayList<>();
        List<Ticket> later = new ArrayList<>();
        Set<BusinessKey> keys = new HashSet<>();
        Set<UUID> waiting = new HashSet<>();
        while (batch.size() < limit && later.size() < limit) {
            Ticket ticket = next(batch.size() < limit * SPENDING_SHARE);
            if (ticket == null) break;
            Deque<Ticket> park = park(ticket);
            if (park != null) park.add(ticket);
            else if (ticket.accountIds().stream().anyMatch(waiting::contains)
                    || ticket.submission.keys().stream().anyMatch(keys::contains)) {
                waiting.addAll(ticket.accountIds());
                later.add(ticket);
            } else {
                keys.addAll(ticket.submission.keys());
                batch.add(ticket);
            }
        }
        putBack(later);
        return batch;
    }

    private @Nullable Deque<Ticket> park(Ticket ticket) {
        if (parked.isEmpty()) return null;
        for (UUID account : ticket.accountIds()) {
            Deque<Ticket> park = parked.get(account);
            if (park != null) return park;
        }
        return null;
    }

    /** Puts commands back in front of everything else, in their order. */
    void putBack(List<Ticket> tickets) {
        for (int i = tickets.size() - 1; i >= 0; i--) returned.addFirst(tickets.get(i));
    }

    /** Holds back what comes for a member until {@link #unpark}. */
    void park(UUID memberId) {
        parked.putIfAbsent(memberId, new ArrayDeque<>());
    }

    void unpark(UUID memberId) {
        Deque<Ticket> tickets = parked.remove(memberId);
        if (tickets != null) putBack(List.copyOf(tickets));
    }

    /** What waits longest; spending first, as long as it leaves the others their share of the batch. */
    private @Nullable Ticket next(boolean spendingFirst) {
        Ticket ticket = returned.pollFirst();
        if (ticket == null) ticket = (spendingFirst ? spending : arrived).poll();
        if (ticket == null) ticket = (spendingFirst ? arrived : spending).poll();
        return ticket;
    }
}
