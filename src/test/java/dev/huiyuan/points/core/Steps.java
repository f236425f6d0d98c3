package dev.huiyuan.points.core;

import dev.huiyuan.programme.Programme;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.jspecify.annotations.Nullable;

/** Random things that happen in a world. */
final class Steps {
    static final int MEMBERS = 3;
    private static final int HALF_DAYS = 12;

    private Steps() {}

    enum Kind {
        EARN,
        EARN_PENDING,
        IMPORT,
        COMPLETE,
        REFUND,
        SPEND,
        GIVE_BACK,
        HOLD,
        CAPTURE,
        RELEASE,
        GIVE,
        TAKE_BACK,
        ADJUST,
        FREEZE,
        MERGE,
        UNDO,
        SETTLE,
        WAIT
    }

    /**
     * One step.
     *
     * @param kind what
     * @param who which member
     * @param amount points, or half days
     * @param target which earlier entry or which other member, modulo their number
     */
    record Step(Kind kind, int who, int amount, int target) {}

    static Arbitrary<List<Step>> of(Kind... kinds) {
        return Combinators.combine(
                        Arbitraries.of(kinds),
                        Arbitraries.integers().between(0, MEMBERS - 1),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.integers().between(0, 50))
                .as(Step::new)
                .list()
                .ofMaxSize(40);
    }

    static Arbitrary<Terms> terms() {
        Arbitrary<Long> caps = Arbitraries.of(25L, 60L).injectNull(0.6);
        return Combinators.combine(
                        Arbitraries.of(Programme.Expiry.class),
                        Arbitraries.of(1, 2),
                        Arbitraries.of(Programme.ReversalPolicy.class),
                        Arbitraries.of(Programme.Rounding.class),
                        Arbitraries.of(Programme.Combination.class),
                        caps,
                        caps,
                        Arbitraries.of(0, 3, 30))
                .as(Terms::new);
    }

    /** The command of a step; null where it has none, or nothing to be about. */
    static @Nullable Command command(List<Books> members, Step step) {
        Books books = members.get(step.who());
        Books other = members.get(step.target() % members.size());
        Instant now = books.now();
        long points = step.amount();
        return switch (step.kind()) {
            case EARN -> books.order(points * 97);
            case EARN_PENDING -> books.order(points * 103, now.plus(Duration.ofHours(12L * step.target())));
            case IMPORT -> books.order(points * 100, null, now.minus(Duration.ofDays(2L * step.target())), List.of());
            case COMPLETE -> complete(books, step, now);
            case REFUND -> refund(books, step);
            case SPEND -> books.redemption(points);
            case GIVE_BACK -> giveBack(books, step);
            case HOLD -> books.hold(points, Duration.ofHours(1 + 6L * step.target()));
            case CAPTURE -> capture(books, step);
            case RELEASE -> release(books, step);
            case GIVE -> other == books ? null : books.gift(other, points);
            case TAKE_BACK -> takeBack(books, step);
            case ADJUST -> books.adjustment(step.target() % 2 == 0 ? points : -points);
            case FREEZE -> books.freeze(step.target() % 3 == 0);
            case MERGE -> other == books ? null : books.mergeInto(other);
            case UNDO -> undo(books);
            case SETTLE, WAIT -> null;
        };
    }

    static Duration time(Step step) {
        return Duration.ofHours((long) HALF_DAYS * step.amount());
    }

    private static @Nullable UUID find(Books books, EntryType type, Step step) {
        List<UUID> found = books.entries().stream()
                .filter(entry -> entry.type() == type)
                .map(LedgerEntry::id)
                .toList();
        return found.isEmpty() ? null : found.get(step.target() % found.size());
    }

    private static @Nullable Command complete(Books books, Step step, Instant now) {
        UUID accrual = find(books, EntryType.ACCRUAL, step);
        return accrual == null ? null : books.completion(accrual, now.plus(Duration.ofHours(step.amount() - 20L)));
    }

    private static @Nullable Command refund(Books books, Step step) {
        UUID accrual = find(books, EntryType.ACCRUAL, step);
        if (accrual == null) return null;
        return books.refund(accrual, step.amount() % 3 == 0 ? null : step.amount() * 60L);
    }

    private static @Nullable Command giveBack(Books books, Step step) {
        EntryType type = step.amount() % 4 == 0 ? EntryType.CAPTURE : EntryType.REDEMPTION;
        UUID spending = find(books, type, step);
        if (spending == null) return null;
        return books.giveBack(spending, step.amount() % 3 == 0 ? null : Long.valueOf((step.amount() + 2) / 3));
    }

    private static @Nullable Command capture(Books books, Step step) {
        UUID hold = find(books, EntryType.HOLD, step);
        return hold == null ? null : books.capture(hold, step.amount() % 2 == 0 ? null : Long.valueOf(step.amount()));
    }

    private static @Nullable Command release(Books books, Step step) {
        UUID hold = find(books, EntryType.HOLD, step);
        return hold == null ? null : books.release(hold);
    }

    private static @Nullable Command takeBack(Books books, Step step) {
        UUID given = find(books, EntryType.TRANSFER_OUT, step);
        if (given == null) return null;
        LedgerEntry entry = books.entries().stream()
                .filter(known -> known.id().equals(given))
                .findFirst()
                .orElseThrow();
        return books.takeBack(entry);
    }

    private static @Nullable Command undo(Books books) {
        LedgerEntry last = books.entries().isEmpty() ? null : books.entries().getLast();
        return last == null || last.type() != EntryType.MERGE_OUT ? null : books.undo(last);
    }
}
