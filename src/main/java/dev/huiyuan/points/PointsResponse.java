package dev.huiyuan.points;

import java.util.List;
import java.util.UUID;

/**
 * A member's points now.
 *
 * @param memberId whose
 * @param balance the figures
 * @param expiring the available points by expiry, nearest first; they add up to {@code balance.available}
 */
public record PointsResponse(UUID memberId, BalanceResponse balance, List<ExpiringPoints> expiring) {}
