package dev.huiyuan.points.core;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * An entry that commands refer to, with what was reversed of it so far.
 *
 * @param entry the entry
 * @param reversals how many reversals there are
 * @param reversedFen how much of its amount was refunded, in fen
 * @param reversedPoints how many of a redemption's points returned
 * @param taken what it took from lots and was not given back yet, by lot
 */
public record Referred(LedgerEntry entry, int reversals, long reversedFen, long reversedPoints, Map<UUID, Long> taken) {
    Referred plus(long fen, long points, Map<UUID, Long> givenBack) {
        Map<UUID, Long> left = new HashMap<>(taken);
        givenBack.forEach((lot, amount) -> left.merge(lot, -amount, Long::sum));
        return new Referred(entry, reversals + 1, reversedFen + fen, reversedPoints + points, left);
    }
}
