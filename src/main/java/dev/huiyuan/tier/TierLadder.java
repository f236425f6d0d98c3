package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.programme.ProgrammeVersion;
import dev.huiyuan.shared.ledger.Multiplier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The tiers of one version of the programme, lowest first, and how they are reached.
 *
 * @param version the programme's version
 * @param tiers the tiers; the first one is everybody's
 * @param rules how they are reached and kept
 * @param successors the rank that takes the place of a tier that an earlier version had and this one has not
 * @param multipliers what each tier raises the points of orders by
 * @param later codes that only later versions have
 */
record TierLadder(
        int version,
        List<Programme.Tier> tiers,
        Programme.TierRules rules,
        Map<String, Integer> successors,
        Map<String, List<Multiplier>> multipliers,
        Set<String> later) {
    private static final int UNKNOWN = -1;

    /**
     * The ladder of a version.
     *
     * @param all all versions of the programme, latest first
     */
    static TierLadder of(ProgrammeVersion version, List<ProgrammeVersion> all) {
        List<Programme.Tier> tiers = version.rules().tiers();
        Map<String, Integer> successors = new HashMap<>();
        Set<String> later = new HashSet<>();
        for (ProgrammeVersion other : all) {
            for (Programme.Tier old : other.rules().tiers()) {
                successors.putIfAbsent(old.code(), successor(old, tiers));
                if (other.version() > version.version()) later.add(old.code());
            }
        }
        for (Programme.Tier tier : tiers) {
            successors.remove(tier.code());
            later.remove(tier.code());
        }
        return new TierLadder(
                version.version(),
                tiers,
                version.rules().tierRules(),
                Map.copyOf(successors),
                TierMultipliers.byTier(tiers, version.rules().calendar()),
                Set.copyOf(later));
    }

    /** The highest tier that asks for no more than the old one did. */
    private static int successor(Programme.Tier old, List<Programme.Tier> tiers) {
        int rank = 0;
        for (int i = 0; i < tiers.size(); i++) {
            Programme.Tier tier = tiers.get(i);
            boolean asksNoMore =
                    tier.thresholdFen() <= old.thresholdFen() && tier.thresholdVisits() <= old.thresholdVisits();
            if (asksNoMore) rank = i;
        }
        return rank;
    }

    /** Whether this version has a tier. */
    boolean knows(String code) {
        return find(code) != UNKNOWN;
    }

    /** Whether a tier is one of a later version: rules that do not know it yet cannot judge it. */
    boolean isLater(String code) {
        return later.contains(code);
    }

    /** The place of a tier, from 0; of one that is gone, the place of what succeeds it. */
    int rank(String code) {
        int rank = find(code);
        return rank == UNKNOWN ? successors.getOrDefault(code, 0) : rank;
    }

    private int find(String code) {
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).code().equals(code)) return i;
        }
        return UNKNOWN;
    }

    /** The tier at a place. */
    Programme.Tier tier(int rank) {
        return tiers.get(rank);
    }

    /** The highest place that figures reach. */
    int reached(Figures figures) {
        for (int rank = tiers.size() - 1; rank > 0; rank--) {
            if (reaches(rank, figures)) return rank;
        }
        return 0;
    }

    /** Whether figures reach a place. Everybody has the lowest one. */
    boolean reaches(int rank, Figures figures) {
        if (rank == 0) return true;
        Programme.Tier tier = tiers.get(rank);
        boolean spend = figures.spendFen() >= tier.thresholdFen();
        boolean visits = figures.visits() >= tier.thresholdVisits();
        return switch (rules.basis()) {
            case SPEND -> spend;
            case VISITS -> visits;
            case BOTH -> spend && visits;
            // A threshold of 0 is none: it must not give the tier to everybody.
            case EITHER ->
                spend && tier.thresholdFen() > 0
                        || visits && tier.thresholdVisits() > 0
                        || tier.thresholdFen() == 0 && tier.thresholdVisits() == 0;
        };
    }
}
