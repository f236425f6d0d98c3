package dev.huiyuan.tier;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a change comes from.
 *
 * @param key what makes it happen once for a member
 * @param entryId the points entry that it came with, if it did
 * @param actor who did it
 * @param reasonCode why, where somebody decided it
 */
record Cause(
        String key,
        @Nullable UUID entryId,
        String actor,
        @Nullable String reasonCode) {
    private static final String BY_TIME = "system:tier";

    /** Passing time, or an evaluation. */
    static Cause time(String key) {
        return new Cause(key, null, BY_TIME, null);
    }

    /** A points entry. */
    static Cause entry(UUID entryId, String actor) {
        return new Cause("entry:" + entryId, entryId, actor, null);
    }
}
