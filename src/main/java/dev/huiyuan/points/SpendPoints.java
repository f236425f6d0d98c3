package dev.huiyuan.points;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Points that another capability spends within its own transaction.
 *
 * @param memberId whose points
 * @param points how many, at least 1
 * @param reasonCode what for, such as {@code COUPON}: {@code [A-Z_]{2,40}}
 * @param storeId where, if known
 * @param source the business key's source, such as {@code coupon}
 * @param ref the business key's reference: what the points are spent on, once
 */
public record SpendPoints(
        UUID memberId,
        long points,
        String reasonCode,
        @Nullable UUID storeId,
        String source,
        String ref) {}
