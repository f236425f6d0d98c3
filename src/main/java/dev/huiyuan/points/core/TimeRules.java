package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What passing time does to an account: pending lots mature, lots expire. It is booked under the same business keys
 * whoever comes first, a command or a job, so that no answer depends on whether a job has run.
 */
final class TimeRules {
    static final String MATURITY_SOURCE = "maturity";
    static final String EXPIRY_SOURCE = "expiry";
    static final String ACTOR = "system:time";

    private TimeRules() {}

    /** Books everything that is due, in the order in which it fell due. */
    static void pass(Posting posting, Setting setting) {
        for (Lot lot = nextDue(posting, setting.now()); lot != null; lot = nextDue(posting, setting.now())) {
            if (lot.pending()) mature(posting, lot, setting);
            else expire(posting, lot, setting);
        }
    }

    private static @Nullable Lot nextDue(Posting posting, Instant now) {
        if (posting.lots().isEmpty()) return null;
        return posting.lots().stream()
                .filter(lot -> isDue(lot, now))
                .min(Comparator.comparing(TimeRules::dueAt).thenComparing(Lot.SPEND_ORDER))
                .orElse(null);
    }

    private static boolean isDue(Lot lot, Instant now) {
        Instant due = lot.dueAt();
        return due != null && !due.isAfter(now);
    }

    private static Instant dueAt(Lot lot) {
        Instant due = lot.dueAt();
        return due == null ? Instant.MAX : due;
    }

    private static void mature(Posting posting, Lot lot, Setting setting) {
        UUID entryId = setting.ids().get();
        long debtPaid = posting.payDebt(lot.remaining());
        posting.mature(lot, debtPaid, entryId);
        BusinessKey key = new BusinessKey(MATURITY_SOURCE, lot.id().toString(), EntryType.MATURITY);
        posting.use(new KeyUse(key, entryId, lot.remaining()));
        Explanation explanation = Explanation.ofLot(lot.id(), lot.remaining()).withDebtPaid(debtPaid);
        book(posting, entryId, 0, key, explanation, lot.availableFrom(), setting);
    }

    private static void expire(Posting posting, Lot lot, Setting setting) {
        UUID entryId = setting.ids().get();
        posting.take(lot, lot.remaining(), entryId);
        BusinessKey key = new BusinessKey(EXPIRY_SOURCE, lot.id().toString(), EntryType.EXPIRY);
        posting.use(new KeyUse(key, entryId, lot.remaining()));
        book(posting, entryId, -lot.remaining(), key, Explanation.ofLot(lot.id(), 0), dueAt(lot), setting);
    }

    private static void book(
            Posting posting,
            UUID entryId,
            long points,
            BusinessKey key,
            Explanation explanation,
            Instant occurredAt,
            Setting setting) {
        posting.book(new LedgerEntry(
                posting.memberId(),
                entryId,
                posting.nextSeq(),
                key.kind(),
                points,
                posting.balance(),
                0,
                null,
                null,
                null,
                key,
                null,
                null,
                ACTOR,
                setting.rulesNow().version(),
                explanation,
                occurredAt,
                setting.now()));
    }
}
