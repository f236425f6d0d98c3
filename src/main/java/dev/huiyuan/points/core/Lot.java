package dev.huiyuan.points.core;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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

    /** How often two accounts can be merged and unmerged before a lot cannot be told from others any more. */
    private static final int MAX_TWINS = 4;
    /** The version of UUIDs that follow from something else. */
    private static final int NAMED = 3;

    public Lot {
        if (remaining < 0 || remaining > earned) throw new IllegalStateException("lot " + id + " out of bounds");
    }

    /** Whether it can be spent. */
    public boolean isSpendable() {
        return !pending && remaining > 0;
    }

    /**
     * When it changes by itself next: matures while pending, else expires, but not before it became available; null
     * when it never does.
     */
    public @Nullable Instant dueAt() {
        if (remaining == 0) return null;
        boolean matures = pending || expiresAt != null && expiresAt.isBefore(availableFrom);
        return matures ? availableFrom : expiresAt;
    }

    /** Whether it has run out at an instant. */
    public boolean isExpired(Instant at) {
        return expiresAt != null && !expiresAt.isAfter(at);
    }

    /**
     * The ids that a lot may have on the accounts that it is moved to by merges: its own, and where a merge that was
     * undone has left a lot with that id, others that follow from it. So the lot of an order is found wherever it is.
     */
    public static List<UUID> twins(UUID id) {
        List<UUID> all = new ArrayList<>(MAX_TWINS);
        all.add(id);
        for (int i = 1; i < MAX_TWINS; i++) {
            // Nothing secret: it only has to be the same every time.
            all.add(UUID.nameUUIDFromBytes((id + " " + i).getBytes(StandardCharsets.US_ASCII)));
        }
        return all;
    }

    /** Whether its id is one of those that the lot with an id may have. */
    boolean isTwinOf(UUID other) {
        return id.equals(other) || id.version() == NAMED && twins(other).contains(id);
    }

    Lot plus(long points) {
        return new Lot(
                id, entryId, earned, Math.addExact(remaining, points), pending, earnedAt, availableFrom, expiresAt);
    }

    Lot availableFrom(Instant instant) {
        return new Lot(id, entryId, earned, remaining, pending, earnedAt, instant, expiresAt);
    }

    Lot matured() {
        return new Lot(id, entryId, earned, remaining, false, earnedAt, availableFrom, expiresAt);
    }

    /** PostgreSQL's order of UUIDs, which is unsigned. */
    static int compareIds(UUID a, UUID b) {
        int high = Long.compareUnsigned(a.getMostSignificantBits(), b.getMostSignificantBits());
        return high != 0 ? high : Long.compareUnsigned(a.getLeastSignificantBits(), b.getLeastSignificantBits());
    }
}
