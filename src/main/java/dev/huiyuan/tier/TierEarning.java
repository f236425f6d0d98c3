package dev.huiyuan.tier;

import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a tier raises the points of orders by, for those who look at an order before it is booked. */
public final class TierEarning {
    private TierEarning() {}

    /** The multipliers that members of a tier have; none without a tier. */
    public static List<Multiplier> multipliers(Programme rules, @Nullable String tier) {
        if (tier == null) return List.of();
        return TierMultipliers.byTier(rules.tiers(), rules.calendar()).getOrDefault(tier, List.of());
    }
}
