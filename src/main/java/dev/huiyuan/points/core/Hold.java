package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Points that are set aside and neither captured nor released yet.
 *
 * @param id the entry that holds them
 * @param storeId where, if known
 * @param orderRef the order or bill, if there is one
 * @param reason a code, if one was given
 * @param points how many
 * @param expiresAt when they return by themselves
 * @param taken where they came from, by lot
 */
public record Hold(
        UUID id,
        @Nullable UUID storeId,
        @Nullable String orderRef,
        @Nullable String reason,
        long points,
        Instant expiresAt,
        Map<UUID, Taken> taken) {}
