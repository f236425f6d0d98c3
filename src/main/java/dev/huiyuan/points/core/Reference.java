package dev.huiyuan.points.core;

import java.util.UUID;

/**
 * An entry that a command refers to.
 *
 * @param accountId the account on which it matters
 * @param entry the entry
 */
public record Reference(UUID accountId, EntryRef entry) {}
