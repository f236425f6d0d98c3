package dev.huiyuan.points.core;

import dev.huiyuan.programme.Occasions;
import dev.huiyuan.programme.Programme;
import dev.huiyuan.shared.ledger.Multiplier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What days of the programme's calendar add to an order's points. Which members an occasion for certain tiers is for is
 * told by a multiplier under its code; when and where it holds, and its figures, are those of the order's own time.
 */
final class CalendarRules {
    private static final String OCCASION = "occasion:";

    private CalendarRules() {}

    static boolean isOccasion(String rule) {
        return rule.startsWith(OCCASION);
    }

    /** The multipliers that hold for an order: those of the member, and those of its day, time, store and channel. */
    static List<Multiplier> raising(
            Command.Accrue order, Instant occurredAt, List<Multiplier> multipliers, Occasions occasions) {
        Set<String> byTier = Set.of();
        List<Multiplier> raising = multipliers;
        if (!multipliers.isEmpty() && multipliers.stream().anyMatch(multiplier -> isOccasion(multiplier.rule()))) {
            byTier = multipliers.stream().map(Multiplier::rule).collect(Collectors.toSet());
            raising = multipliers.stream()
                    .filter(multiplier -> !isOccasion(multiplier.rule()))
                    .toList();
        }
        if (!occasions.anyEarns()) return raising;
        raising = new ArrayList<>(raising);
        for (Programme.Occasion occasion :
                occasions.at(new Occasions.Moment(occurredAt, order.storeId(), order.channel()))) {
            String rule = OCCASION + occasion.code();
            boolean isFor = occasion.tiers().isEmpty() || byTier.contains(rule);
            if (!isFor || !Occasions.earns(occasion)) continue;
            raising.add(new Multiplier(
                    rule, occasion.offer().multiplierPercent(), occasion.offer().extraPoints()));
        }
        return raising;
    }
}
