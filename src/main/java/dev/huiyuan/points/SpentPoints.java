package dev.huiyuan.points;

import java.util.UUID;

/**
 * What was spent.
 *
 * @param entryId the entry in the ledger
 * @param points how many points
 * @param availableAfter what the member could spend right after
 */
public record SpentPoints(UUID entryId, long points, long availableAfter) {}
