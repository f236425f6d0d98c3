package dev.huiyuan.points.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's account as far as it is loaded: all figures, all lots that are due, and as many lots in spend order as the
 * commands at hand can touch.
 *
 * @param memberId whose
 * @param balance the figures
 * @param version the number of the last entry
 * @param nextDueAt nothing but the loaded lots matures or expires before; null when nothing ever will
 * @param lots loaded lots, in spend order
 * @param referred entries that the commands at hand refer to, by id
 */
public record PointsAccount(
        UUID memberId,
        Balance balance,
        long version,
        @Nullable Instant nextDueAt,
        List<Lot> lots,
        Map<UUID, Referred> referred) {
    /** A lot that is loaded. */
    public Lot lot(UUID id) {
        for (Lot lot : lots) {
            if (lot.id().equals(id)) return lot;
        }
        throw new IllegalStateException("lot " + id + " is not loaded");
    }
}
