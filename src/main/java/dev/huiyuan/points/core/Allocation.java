package dev.huiyuan.points.core;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What an entry took from a lot or gave back to it.
 *
 * @param entryId the entry
 * @param lotId the lot
 * @param amount negative when taken, positive when given back
 */
public record Allocation(UUID entryId, UUID lotId, long amount) {
    private record Place(UUID entryId, UUID lotId) {}

    /** One for each entry and lot: an entry that gave to a lot and took from it says what came of both. */
    static List<Allocation> combined(List<Allocation> all) {
        if (all.size() < 2) return List.copyOf(all);
        Map<Place, Long> amounts = new LinkedHashMap<>();
        all.forEach(one -> amounts.merge(new Place(one.entryId(), one.lotId()), one.amount(), Long::sum));
        return amounts.entrySet().stream()
                .filter(one -> one.getValue() != 0)
                .map(one -> new Allocation(one.getKey().entryId(), one.getKey().lotId(), one.getValue()))
                .toList();
    }
}
