package dev.huiyuan.points.core;

import java.util.UUID;

/**
 * What an entry took from a lot or gave back to it.
 *
 * @param entryId the entry
 * @param lotId the lot
 * @param amount negative when taken, positive when given back
 */
public record Allocation(UUID entryId, UUID lotId, long amount) {}
