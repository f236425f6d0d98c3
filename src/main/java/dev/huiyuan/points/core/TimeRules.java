package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What passing time does to an account: pending lots mature, holds time out, lots expire. It is booked under the same
 * business keys and by the same rules whoever comes first and whenever, a command or a job, so that no answer depends
 * on whether a job has run.
 */
final class TimeRules {
    static final String MATURITY_SOURCE = "maturity";
    static final String EXPIRY_SOURCE = "expiry";
    /** Written to every entry that passing time books, whoever has it booked. */
    static final String ACTOR = "system:time";

    private TimeRules() {}

    /** Something that is due, exactly one of a lot, a hold, or nothing for sliding expiry. */
    private record Due(
            Instant at, @Nullable Lot lot, @Nullable Hold hold) {
        /** At one instant lots mature, then holds return, then lots expire. */
        static final Comparator<Due> ORDER =
                Comparator.comparing(Due::at).thenComparingInt(Due::rank).thenComparing(Due::id, Lot::compareIds);

        private int rank() {
            if (hold != null) return 1;
            if (lot == null) return 3;
            return lot.pending() ? 0 : 2;
        }

        private UUID id() {
            if (lot != null) return lot.id();
            return hold != null ? hold.id() : new UUID(0, 0);
        }

        private boolean isOf(UUID lotId) {
            return lot != null && lot.id().equals(lotId);
        }
    }

    /** Books everything that is due, in the order in which it fell due. */
    static void pass(Posting posting, Setting setting) {
        if (posting.lots().isEmpty() && posting.holds().isEmpty() && !slides(posting, setting.now())) return;
        PriorityQueue<Due> due = new PriorityQueue<>(Due.ORDER);
        for (Lot lot : posting.lots()) expect(due, lot, setting.now());
        for (Hold hold : posting.holds()) {
            if (!hold.expiresAt().isAfter(setting.now())) due.add(new Due(hold.expiresAt(), null, hold));
        }
        expectSliding(due, posting, setting.now());
        while (!due.isEmpty()) happen(posting, due, setting);
    }

    /** What a command has made due at once: points of an order that is older than its points live. */
    static void passAfter(Posting posting, Setting setting) {
        if (posting.isDue(setting.now())) pass(posting, setting);
    }

    /** An entry that passing time books, by the rules of its own time. */
    static Draft draft(UUID entryId, BusinessKey key, long points, Instant at, Setting setting) {
        return new Draft(entryId, key, ACTOR, points)
                .ruledBy(setting.rulesAt(at).version())
                .occurredAt(at);
    }

    private static boolean slides(Posting posting, Instant now) {
        Instant sliding = posting.standing().slidingExpiresAt();
        return sliding != null && !sliding.isAfter(now);
    }

    private static void expect(PriorityQueue<Due> due, @Nullable Lot lot, Instant now) {
        Instant at = lot == null ? null : lot.dueAt();
        if (at != null && !at.isAfter(now)) due.add(new Due(at, lot, null));
    }

    private static void expectSliding(PriorityQueue<Due> due, Posting posting, Instant now) {
        Instant sliding = posting.standing().slidingExpiresAt();
        if (sliding != null && !sliding.isAfter(now)) due.add(new Due(sliding, null, null));
    }

    private static void happen(Posting posting, PriorityQueue<Due> queue, Setting setting) {
        Due due = queue.remove();
        Hold hold = due.hold();
        boolean begins = posting.available() == 0 || hold == null && due.lot() == null;
        if (hold != null) {
            timeOut(posting, hold, queue, setting);
        } else if (due.lot() == null) {
            expireInactive(posting, due.at(), setting);
        } else if (due.lot().pending()) {
            mature(posting, due.lot(), setting);
            refresh(queue, posting, due.lot().id(), setting.now());
        } else {
            expire(posting, due.lot(), due.at(), setting);
        }
        if (begins) slideOn(posting, due.at(), queue, setting);
    }

    private static void timeOut(Posting posting, Hold hold, PriorityQueue<Due> queue, Setting setting) {
        Set<UUID> refilled = new HashSet<>(hold.taken().keySet());
        Set<UUID> known = Set.copyOf(posting.newLots());
        SpendingRules.timeOut(posting, hold, setting);
        posting.newLots().stream().filter(lot -> !known.contains(lot)).forEach(refilled::add);
        refilled.forEach(lot -> refresh(queue, posting, lot, setting.now()));
    }

    /** A lot that got points back may be due now, or due with more points than before. */
    private static void refresh(PriorityQueue<Due> queue, Posting posting, UUID lotId, Instant now) {
        queue.removeIf(due -> due.isOf(lotId));
        expect(queue, posting.lotOrNull(lotId), now);
    }

    private static void mature(Posting posting, Lot lot, Setting setting) {
        UUID entryId = setting.ids().get();
        long debtPaid = posting.payDebt(lot.remaining());
        posting.mature(lot, debtPaid, entryId);
        BusinessKey key = new BusinessKey(MATURITY_SOURCE, ref(lot), EntryType.MATURITY);
        posting.use(new KeyUse(key, entryId, lot.remaining()));
        Explanation explanation = Explanation.explain()
                .lot(lot.id())
                .moved(lot.remaining())
                .debtPaid(debtPaid)
                .build();
        posting.book(draft(entryId, key, 0, lot.availableFrom(), setting).explained(explanation), setting);
    }

    private static void expire(Posting posting, Lot lot, Instant at, Setting setting) {
        UUID entryId = setting.ids().get();
        posting.take(lot, lot.remaining(), entryId);
        posting.lose(lot, lot.remaining());
        BusinessKey key = new BusinessKey(EXPIRY_SOURCE, ref(lot), EntryType.EXPIRY);
        posting.use(new KeyUse(key, entryId, lot.remaining()));
        Explanation explanation = Explanation.explain().lot(lot.id()).build();
        posting.book(draft(entryId, key, -lot.remaining(), at, setting).explained(explanation), setting);
    }

    /** Sliding expiry: everything without a date of its own, at once. */
    private static void expireInactive(Posting posting, Instant at, Setting setting) {
        UUID entryId = setting.ids().get();
        long gone = 0;
        for (Lot lot : List.copyOf(posting.lots())) {
            if (!lot.isSpendable() || lot.expiresAt() != null) continue;
            posting.take(lot, lot.remaining(), entryId);
            posting.lose(lot, lot.remaining());
            gone += lot.remaining();
        }
        posting.slideTo(null);
        if (gone == 0) return;
        BusinessKey key = new BusinessKey(EXPIRY_SOURCE, posting.memberId() + " " + at, EntryType.EXPIRY);
        posting.use(new KeyUse(key, entryId, gone));
        Explanation explanation =
                Explanation.explain().note(Explanation.INACTIVITY).build();
        posting.book(draft(entryId, key, -gone, at, setting).explained(explanation), setting);
    }

    /**
     * Points that become available after everything else has expired for inactivity begin a time of their own. Where
     * others are available that have no date, because the programme had no sliding expiry before, the member's next
     * command gives one to all of them: those others need not be loaded here.
     */
    private static void slideOn(Posting posting, Instant at, PriorityQueue<Due> queue, Setting setting) {
        if (posting.standing().slidingExpiresAt() != null || posting.available() == 0) return;
        Programme rules = setting.rulesAt(at).rules();
        Instant next = LotRules.inactiveAt(at, rules);
        if (next == null) return;
        posting.slideTo(next);
        expectSliding(queue, posting, setting.now());
    }

    /** A lot that came with a merge has a twin on the account that was merged: the entry tells them apart. */
    private static String ref(Lot lot) {
        return lot.id().equals(lot.entryId()) ? lot.id().toString() : lot.entryId() + " " + lot.id();
    }
}
