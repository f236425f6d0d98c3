package dev.huiyuan.points.audit;

import dev.huiyuan.points.core.EntryType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What checking a part of the book has found; parts add up.
 *
 * @param members how many accounts were looked at
 * @param balance their sum, in points
 * @param keys how many business keys were looked at
 * @param totals their entries by type
 * @param differences what differs
 * @param more whether there may be more differences than are named
 */
record Findings(
        long members,
        long balance,
        long keys,
        Map<EntryType, AuditTotal> totals,
        List<AuditDifference> differences,
        boolean more) {
    /** How many differences are named, in each part and in all. */
    static final int MAX_DIFFERENCES = 1_000;

    static final Findings NONE = new Findings(0, 0, 0, Map.of(), List.of(), false);

    Findings {
        totals = Map.copyOf(totals);
        more = more || differences.size() > MAX_DIFFERENCES;
        differences = List.copyOf(differences.subList(0, Math.min(differences.size(), MAX_DIFFERENCES)));
    }

    static Findings of(List<AuditDifference> differences, long keys) {
        return new Findings(0, 0, keys, Map.of(), differences, false);
    }

    Findings plus(Findings other) {
        Map<EntryType, AuditTotal> sum = new EnumMap<>(EntryType.class);
        sum.putAll(totals);
        other.totals.forEach((type, total) -> sum.merge(type, total, AuditTotal::plus));
        List<AuditDifference> all = new ArrayList<>(differences);
        all.addAll(other.differences);
        return new Findings(
                members + other.members, balance + other.balance, keys + other.keys, sum, all, more || other.more);
    }

    /** With the one check that concerns all parts together. */
    Findings added() {
        return plus(of(addingUp(totals.values(), balance), 0));
    }

    /** The difference between totals by type and the balance of all, if there is one. */
    static List<AuditDifference> addingUp(Collection<AuditTotal> totals, long balance) {
        long sum = totals.stream().mapToLong(AuditTotal::points).sum();
        return sum == balance ? List.of() : List.of(new AuditDifference(null, "TOTALS_ADD_UP", sum, balance));
    }

    /** Rows that were read, for the job's progress. */
    long rows() {
        return members + keys;
    }
}
