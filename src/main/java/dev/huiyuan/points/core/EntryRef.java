package dev.huiyuan.points.core;

import java.util.UUID;

/**
 * Where an entry is.
 *
 * @param memberId whose entry; after a merge not the one who answers for it now
 * @param entryId which
 */
public record EntryRef(UUID memberId, UUID entryId) {}
