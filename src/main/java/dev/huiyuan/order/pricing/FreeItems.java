package dev.huiyuan.order.pricing;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What comes free with a bill. It is not on the basket, so it takes nothing off. */
final class FreeItems {
    private FreeItems() {}

    static List<Entitlements.FreeItem> chosen(Entitlements entitlements, Wish wish) {
        return entitlements.freeItems().stream()
                .filter(item ->
                        wish.freeItems().isEmpty() || wish.freeItems().get().contains(item.code()))
                .toList();
    }

    /** What is wished but not to be had. */
    static List<Price.NotApplied> unknown(Entitlements entitlements, Wish wish) {
        if (wish.freeItems().isEmpty()) return List.of();
        Set<String> known = entitlements.freeItems().stream()
                .map(Entitlements.FreeItem::code)
                .collect(Collectors.toSet());
        return wish.freeItems().get().stream()
                .filter(code -> !known.contains(code))
                .sorted()
                .map(code -> new Price.NotApplied(Sources.freeItem(code), Reason.UNKNOWN, null))
                .toList();
    }
}
