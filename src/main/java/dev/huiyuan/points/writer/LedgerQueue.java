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

/**
 * What waits for one slot. Anybody may add; everything else is done by the slot's own event loop. Commands of one
 * member are taken in the order in which they came.
 */
final class LedgerQueue {
    private final ConcurrentLinkedQueue<Ticket> arrived = new ConcurrentLinkedQueue<>();
    /** Taken before and put back: older than everything that has arrived. */
    private final Deque<Ticket> returned = new ArrayDeque<>();
    /** Commands of members whose account is being waited for. */
    private final Map<UUID, Deque<Ticket>> parked = new HashMap<>();

    void add(Ticket ticket) {
        arrived.add(ticket);
    }

    boolean isEmpty() {
        return returned.isEmpty() && arrived.isEmpty();
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
            Ticket ticket = next();
            if (ticket == null) break;
            Deque<Ticket> park = parked.get(ticket.memberId());
            if (park != null) park.add(ticket);
            else if (waiting.contains(ticket.memberId())
                    || !keys.add(ticket.submission.command().key())) {
                waiting.add(ticket.memberId());
                later.add(ticket);
            } else {
                batch.add(ticket);
            }
        }
        putBack(later);
        return batch;
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

    private @org.jspecify.annotations.Nullable Ticket next() {
        Ticket ticket = returned.pollFirst();
        return ticket != null ? ticket : arrived.poll();
    }
}
