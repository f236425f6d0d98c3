package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How an account stands besides its figures.
 *
 * @param frozen whether nothing may be spent
 * @param mergedInto the account that it was merged into, if it was
 * @param slidingExpiresAt when points without a date of their own expire, under sliding expiry
 */
public record Standing(
        boolean frozen, @Nullable UUID mergedInto, @Nullable Instant slidingExpiresAt) {
    /** An account like most. */
    public static final Standing PLAIN = new Standing(false, null, null);
}
