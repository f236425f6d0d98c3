package dev.huiyuan.menu;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a dish that can be edited, in one form, so that two can be compared.
 *
 * @param storePricesFen by store
 * @param allergens in order
 * @param tags in order
 * @param platformCodes in order
 */
record DishValues(
        String code,
        String categoryCode,
        String name,
        String description,
        long priceFen,
        @Nullable Long upgradeFen,
        Map<UUID, Long> storePricesFen,
        List<String> allergens,
        @Nullable String pictureUrl,
        List<String> tags,
        List<PlatformCode> platformCodes,
        boolean available) {
    static DishValues of(DishRequest request) {
        return new DishValues(
                request.code(),
                request.categoryCode(),
                request.name(),
                request.description(),
                request.priceFen(),
                request.upgradeFen(),
                new TreeMap<>(request.storePricesFen()),
                request.allergens().stream().sorted().toList(),
                request.pictureUrl(),
                request.tags().stream().sorted().toList(),
                request.platformCodes().stream().distinct().sorted().toList(),
                request.available());
    }

    static DishValues of(MenuSnapshot.Entry dish, MenuSnapshot.Base menu) {
        return new DishValues(
                dish.code(),
                dish.categoryCode(),
                dish.name(),
                dish.description(),
                dish.priceFen(),
                dish.upgradeFen(),
                new TreeMap<>(menu.pricesOf(dish.id())),
                dish.allergens().stream().sorted().toList(),
                dish.pictureUrl(),
                dish.tags().stream().sorted().toList(),
                menu.platformCodesOf(dish.id()),
                dish.offered());
    }
}
