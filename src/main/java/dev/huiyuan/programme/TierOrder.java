package dev.huiyuan.programme;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which tier is above which: what is for some tiers asks here, whatever it is. */
public final class TierOrder {
    private TierOrder() {}

    /**
     * Whether a tier is at least the lowest one that is asked for. A tier that the programme lost admits nobody, and is
     * below all others.
     *
     * @param minTier the code of the lowest tier; null for all
     * @param tier the code of the member's tier; null for the lowest
     * @param tiers the programme's tiers, lowest first
     */
    public static boolean admits(@Nullable String minTier, @Nullable String tier, List<Programme.Tier> tiers) {
        if (minTier == null) return true;
        int needed = rank(minTier, tiers);
        int actual = tier == null ? 0 : rank(tier, tiers);
        return needed >= 0 && actual >= needed;
    }

    private static int rank(String code, List<Programme.Tier> tiers) {
        for (int i = 0; i < tiers.size(); i++) {
            if (tiers.get(i).code().equals(code)) return i;
        }
        return -1;
    }
}
