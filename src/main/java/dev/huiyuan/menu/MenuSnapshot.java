package dev.huiyuan.menu;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The whole menu as it was read at once. Never changes; the parts that were not read again are shared. */
final class MenuSnapshot {
    private final Base base;
    private final Absences absences;

    MenuSnapshot(Base base, Absences absences) {
        this.base = base;
        this.absences = absences;
    }

    static MenuSnapshot empty() {
        return new MenuSnapshot(
                new Base(0, Map.of(), List.of(), Map.of(), Map.of(), Map.of()), new Absences(0, Map.of()));
    }

    /**
     * A category.
     *
     * @param code its code
     * @param name its name for people
     * @param sort where it stands; ties by code
     */
    record Category(String code, String name, int sort) {}

    /**
     * A dish with its general price.
     *
     * @param offered whether it is sold at present
     * @param retired whether it is not sold any more
     */
    record Entry(
            UUID id,
            String code,
            String categoryCode,
            String name,
            String description,
            long priceFen,
            @Nullable Long upgradeFen,
            Set<String> allergens,
            @Nullable String pictureUrl,
            List<String> tags,
            boolean offered,
            boolean retired,
            int version) {
        boolean onMenu() {
            return offered && !retired;
        }
    }

    /**
     * Everything but what is out.
     *
     * @param revision of this part
     * @param categories by code
     * @param prices of stores that differ, in fen, by dish and store
     * @param platformDishes which dish a platform means
     * @param platformStores which store a platform means
     * @param byId all dishes, also retired ones
     * @param byCode the same
     * @param inOrder the same in the menu's order: categories by sort and code, dishes by code
     * @param places where each stands in that order
     * @param platformCodes what platforms call a dish
     */
    record Base(
            long revision,
            Map<String, Category> categories,
            Map<UUID, Map<UUID, Long>> prices,
            Map<PlatformCode, UUID> platformDishes,
            Map<PlatformCode, UUID> platformStores,
            Map<UUID, Entry> byId,
            Map<String, Entry> byCode,
            List<Entry> inOrder,
            Map<UUID, Integer> places,
            Map<UUID, Set<PlatformCode>> platformCodes) {
        Base(
                long revision,
                Map<String, Category> categories,
                List<Entry> dishes,
                Map<UUID, Map<UUID, Long>> prices,
                Map<PlatformCode, UUID> platformDishes,
                Map<PlatformCode, UUID> platformStores) {
            this(
                    revision,
                    categories,
                    prices,
                    platformDishes,
                    platformStores,
                    new HashMap<>(),
                    new HashMap<>(),
                    inOrder(categories, dishes),
                    new HashMap<>(),
                    new HashMap<>());
            for (Entry dish : inOrder) {
                byId.put(dish.id, dish);
                byCode.put(dish.code, dish);
                places.put(dish.id, places.size());
            }
            platformDishes.forEach((code, dish) ->
                    platformCodes.computeIfAbsent(dish, id -> new TreeSet<>()).add(code));
        }

        private static List<Entry> inOrder(Map<String, Category> categories, List<Entry> dishes) {
            Comparator<Entry> bySort =
                    Comparator.comparingInt(dish -> Optional.ofNullable(categories.get(dish.categoryCode()))
                            .map(Category::sort)
                            .orElse(0));
            return dishes.stream()
                    .sorted(bySort.thenComparing(Entry::categoryCode).thenComparing(Entry::code))
                    .toList();
        }

        /** Prices of stores that differ, in fen by store. */
        Map<UUID, Long> pricesOf(UUID dish) {
            return prices.getOrDefault(dish, Map.of());
        }

        /** What platforms call a dish, in order. */
        List<PlatformCode> platformCodesOf(UUID dish) {
            return List.copyOf(platformCodes.getOrDefault(dish, Set.of()));
        }
    }

    /**
     * A dish that a store does not have.
     *
     * @param kind why
     * @param until until when, exclusive; null for no end
     */
    record Absence(AbsenceKind kind, @Nullable Instant until) {
        boolean holdsAt(Instant now) {
            return until == null || now.isBefore(until);
        }
    }

    /**
     * What is out.
     *
     * @param revision of this part
     * @param byStore by store and dish
     */
    record Absences(long revision, Map<UUID, Map<UUID, Absence>> byStore) {}

    Base base() {
        return base;
    }

    Absences absences() {
        return absences;
    }

    /** Both parts only grow. */
    long revision() {
        return base.revision + absences.revision;
    }

    @Nullable
    Entry dish(UUID id) {
        return base.byId.get(id);
    }

    @Nullable
    Entry dish(String code) {
        return base.byCode.get(code);
    }

    /** All dishes in the menu's order. */
    List<Entry> inOrder() {
        return base.inOrder;
    }

    /** The price, in fen: the store's where it has one. */
    long priceFen(Entry dish, @Nullable UUID storeId) {
        return storeId == null ? dish.priceFen : base.pricesOf(dish.id).getOrDefault(storeId, dish.priceFen);
    }

    /** Whether it is sold at an instant, in a store where one is given. */
    boolean availableAt(Entry dish, @Nullable UUID storeId, Instant now) {
        return dish.onMenu() && absence(dish, storeId, now) == null;
    }

    /** Why a store does not have it at an instant; null where it does. */
    @Nullable
    Absence absence(Entry dish, @Nullable UUID storeId, Instant now) {
        if (storeId == null) return null;
        Absence absence = absences.byStore.getOrDefault(storeId, Map.of()).get(dish.id);
        return absence == null || !absence.holdsAt(now) ? null : absence;
    }
}
