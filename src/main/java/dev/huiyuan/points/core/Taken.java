package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an entry took from a lot and did not give back yet.
 *
 * @param lotId the lot
 * @param points how many
 * @param earnedAt when the lot was earned
 * @param expiresAt when the lot expires; null when it has no date
 */
public record Taken(
        UUID lotId, long points, Instant earnedAt, @Nullable Instant expiresAt) {
    /** What was taken last returns first. */
    static final Comparator<Taken> RETURN_ORDER = Comparator.comparing(
                    Taken::expiresAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
            .thenComparing(Taken::earnedAt)
            .thenComparing(Taken::lotId, Lot::compareIds)
            .reversed();

    /** What was taken, by lot. */
    static Map<UUID, Taken> byLot(List<Taken> parts) {
        return parts.stream().collect(Collectors.toMap(Taken::lotId, part -> part));
    }

    Taken minus(long given) {
        return new Taken(lotId, points - given, earnedAt, expiresAt);
    }

    boolean isExpired(Instant at) {
        return expiresAt != null && !expiresAt.isAfter(at);
    }
}
