package dev.huiyuan.points.core;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * An entry that commands refer to, with what was reversed of it so far.
 *
 * @param entry the entry
 * @param reversals how many reversals there are
 * @param reversedFen how much of its amount was refunded, in fen
 * @param reversedPoints how many of its points were taken back or returned
 * @param reversedLines the order's lines that were refunded
 * @param taken what it took from lots and was not given back yet, by lot
 * @param lost of an arrival by a merge, how many points of its lots expired, and how many refunds of the merged
 *     account's own orders took back
 */
public record Referred(
        LedgerEntry entry,
        int reversals,
        long reversedFen,
        long reversedPoints,
        Set<String> reversedLines,
        Map<UUID, Taken> taken,
        long lost) {
    /** An entry of which nothing was reversed and which took nothing. */
    public static Referred fresh(LedgerEntry entry) {
        return new Referred(entry, 0, 0, 0, Set.of(), Map.of(), 0);
    }

    Referred losing(long points) {
        return new Referred(entry, reversals, reversedFen, reversedPoints, reversedLines, taken, lost + points);
    }

    Referred plus(long fen, long points, List<String> lines, Map<UUID, Long> givenBack) {
        Map<UUID, Taken> left = new HashMap<>(taken);
        givenBack.forEach((lot, amount) -> left.computeIfPresent(lot, (id, part) -> part.minus(amount)));
        Set<String> allLines = new HashSet<>(reversedLines);
        allLines.addAll(lines);
        return new Referred(entry, reversals + 1, reversedFen + fen, reversedPoints + points, allLines, left, lost);
    }
}
