package dev.huiyuan.points.core;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A business key that is used up besides the command's own: by passing time, or by what follows from the command.
 *
 * @param key the key
 * @param entryId the entry that it books
 * @param amount what was asked for under it, in fen or points; null for all
 */
public record KeyUse(
        BusinessKey key, UUID entryId, @Nullable Long amount) {}
