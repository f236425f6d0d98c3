package dev.huiyuan.points.core;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A member's account as far as it is loaded: all figures, everything that is due, and as many lots in spend order as
 * the commands at hand can touch.
 *
 * @param memberId whose
 * @param balance the figures
 * @param version the number of the last entry
 * @param standing how it stands besides
 * @param nextDueAt nothing but what is loaded changes by itself before; null when nothing ever will
 * @param lots loaded lots, in spend order
 * @param history entries, holds and days that the commands at hand refer to
 */
public record PointsAccount(
        UUID memberId,
        Balance balance,
        long version,
        Standing standing,
        @Nullable Instant nextDueAt,
        List<Lot> lots,
        History history) {
    /**
     * What is loaded of an account's past.
     *
     * @param referred entries that commands refer to, by id
     * @param holds open holds: those that are due, and those that commands refer to
     * @param days what counts towards the limits of days; complete for the days that commands are about
     */
    public record History(Map<UUID, Referred> referred, List<Hold> holds, Map<LocalDate, DayTotals> days) {
        /** Nothing loaded. */
        public static final History NONE = new History(Map.of(), List.of(), Map.of());

        /** The same with other entries. */
        public History with(Map<UUID, Referred> others) {
            return new History(others, holds, days);
        }
    }

    /** An account that nothing was booked on yet. */
    public static PointsAccount empty(UUID memberId) {
        return new PointsAccount(memberId, Balance.ZERO, 0, Standing.PLAIN, null, List.of(), History.NONE);
    }

    /** The same with other lots. */
    public PointsAccount with(List<Lot> others) {
        return new PointsAccount(memberId, balance, version, standing, nextDueAt, others, history);
    }

    /** The same with another past. */
    public PointsAccount with(History other) {
        return new PointsAccount(memberId, balance, version, standing, nextDueAt, lots, other);
    }

    /** The same with another time at which something may be due. */
    public PointsAccount dueAt(@Nullable Instant next) {
        return new PointsAccount(memberId, balance, version, standing, next, lots, history);
    }

    /** A lot that is loaded. */
    public Lot lot(UUID id) {
        for (Lot lot : lots) {
            if (lot.id().equals(id)) return lot;
        }
        throw new IllegalStateException("lot " + id + " is not loaded");
    }
}
