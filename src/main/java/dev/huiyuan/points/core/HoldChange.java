package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a hold.
 *
 * @param holdId the hold
 * @param state its state afterwards
 * @param points how many points it holds
 * @param captured how many of them were spent
 * @param expiresAt when it returns by itself
 * @param settledBy the entry that ended it; null for a new one
 */
public record HoldChange(
        UUID holdId,
        State state,
        long points,
        long captured,
        Instant expiresAt,
        @Nullable UUID settledBy) {
    /** The states of a hold; all but the first are final. */
    public enum State {
        OPEN,
        CAPTURED,
        RELEASED,
        TIMED_OUT
    }
}
