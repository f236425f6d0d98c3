package dev.huiyuan.points;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Points that another capability sets aside within its own transaction.
 *
 * @param memberId whose points
 * @param points how many, at least 1
 * @param reasonCode what for: {@code [A-Z_]{2,40}}
 * @param storeId where, if known
 * @param source the business key's source, such as {@code reward}
 * @param ref the business key's reference: what the points are held for, once
 * @param expiresAt when they return by themselves
 */
public record HoldPoints(
        UUID memberId,
        long points,
        String reasonCode,
        @Nullable UUID storeId,
        String source,
        String ref,
        Instant expiresAt) {}
