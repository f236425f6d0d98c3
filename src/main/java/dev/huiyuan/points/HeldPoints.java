package dev.huiyuan.points;

import java.util.UUID;

/**
 * What was set aside.
 *
 * @param holdId the hold, by which it is captured or released
 * @param points how many points
 * @param availableAfter what the member could spend right after
 */
public record HeldPoints(UUID holdId, long points, long availableAfter) {}
