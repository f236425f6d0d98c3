package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Points that were earned together and expire together.
 *
 * @param id the lot of an accrual has the id of its entry
 * @param entryId the entry that made it
 * @param earned how many points it began with
 * @param remaining how many are left
 * @param pending whether they still wait to become available
 * @param earnedAt when they were earned
 * @param availableFrom when they become available
 * @param expiresAt the first instant at which they are gone; null when they stay
 */
public record Lot(
        UUID id,
        UUID entryId,
        long earned,
        long remaining,
        boolean pending,
        Instant earnedAt,
        Instant availableFrom,
        @Nullable Instant expiresAt) {
    /** Nearest expiry first, then earliest earned; without expiry last. */
    public static final Comparator<Lot> SPEND_ORDER = Comparator.comparing(
                    Lot::expiresAt, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(Lot::earnedAt)
            .thenComparing(Lot::id, Lot::compareIds);

    public Lot {
        if (remaining < 0 || remaining > earned) throw new IllegalStateException("lot " + id + " out of bounds");
    }

    /** Whether it can be spent. */
    public boolean isSpendable() {
        return !pending && remaining > 0;
    }

    /** When it changes by itself next: matures while pending, else expires; null when it never does. */
    public @Nullable Instant dueAt() {
        if (remaining == 0) return null;
        return pending ? availableFrom : expiresAt;
    }

    /** Whether it has run out at an instant. */
    public boolean isExpired(Instant at) {
        return expiresAt != null && !expiresAt.isAfter(at);
    }

    Lot plus(long points) {
        return new Lot(
                id, entryId, earned, Math.addExact(remaining, points), pending, earnedAt, availableFrom, expiresAt);
    }

    Lot matured() {
        return new Lot(id, entryId, earned, remaining, false, earnedAt, availableFrom, expiresAt);
    }

    /** PostgreSQL's order of UUIDs, which is unsigned. */
    private static int compareIds(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
