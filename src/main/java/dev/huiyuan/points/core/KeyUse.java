package dev.huiyuan.points.core;

import java.util.UUID;

/**
 * A business key that passing time uses up.
 *
 * @param key the key
 * @param entryId the entry that it books
 * @param amount its points
 */
public record KeyUse(BusinessKey key, UUID entryId, long amount) {}
