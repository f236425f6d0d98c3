package dev.huiyuan.tier;

import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a tier raises the points of orders by. When and where an occasion holds the ledger knows: here is told for whom it
 * is.
 */
final class TierMultipliers {
    private static final int PLAIN_PERCENT = 100;

    private TierMultipliers() {}

    /** The multipliers of each tier; a tier of 100 % without occasions of its own has none and is left out. */
    static Map<String, List<Multiplier>> byTier(List<Programme.Tier> tiers, List<Programme.Occasion> calendar) {
        Map<String, List<Multiplier>> byTier = new HashMap<>();
        for (Programme.Tier tier : tiers) {
            List<Multiplier> multipliers = of(tier, calendar);
            if (!multipliers.isEmpty()) byTier.put(tier.code(), multipliers);
        }
        return Map.copyOf(byTier);
    }

    private static List<Multiplier> of(Programme.Tier tier, List<Programme.Occasion> calendar) {
        List<Multiplier> multipliers = new ArrayList<>();
        if (tier.multiplierPercent() != PLAIN_PERCENT) {
            multipliers.add(new Multiplier("tier:" + tier.code(), tier.multiplierPercent()));
        }
        for (Programme.Occasion occasion : calendar) {
            if (!occasion.tiers().contains(tier.code()) || !Occasions.earns(occasion)) continue;
            Programme.Offer offer = occasion.offer();
            multipliers.add(
                    new Multiplier("occasion:" + occasion.code(), offer.multiplierPercent(), offer.extraPoints()));
        }
        return List.copyOf(multipliers);
    }
}
