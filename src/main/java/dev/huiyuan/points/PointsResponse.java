package dev.huiyuan.points;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A member's points, now or at a past instant.
 *
 * @param memberId whose
 * @param at the past instant; absent for now
 * @param balance the figures
 * @param expiring the available points by expiry, nearest first; they add up to {@code balance.available}; absent for a
 *     past instant
 */
public record PointsResponse(
        UUID memberId,

        @Schema(examples = "2026-11-21T12:30:00+08:00") @Nullable
        OffsetDateTime at,

        BalanceResponse balance,
        @Nullable List<ExpiringPoints> expiring) {}
