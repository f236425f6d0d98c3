package dev.huiyuan.menu;

import dev.huiyuan.shared.problem.ProblemCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The menu of one store at one moment, from memory: nothing here waits. Retired dishes are known, as refunds need them,
 * and are not available. All answers of one object come from the same state of the menu.
 */
public final class StoreMenu {
    private final MenuSnapshot snapshot;
    private final @Nullable UUID storeId;
    private final Instant now;

    StoreMenu(MenuSnapshot snapshot, @Nullable UUID storeId, Instant now) {
        this.snapshot = snapshot;
        this.storeId = storeId;
        this.now = now;
    }

    /** A dish by its id. */
    public Optional<MenuDish> dish(UUID id) {
        return Optional.ofNullable(snapshot.dish(id)).map(this::inStore);
    }

    /** A dish by its code. */
    public Optional<MenuDish> byCode(String code) {
        return Optional.ofNullable(snapshot.dish(code)).map(this::inStore);
    }

    /** Changes whenever anything of any menu changes; equal only for the same state. */
    public long revision() {
        return snapshot.revision();
    }

    /**
     * A page of the menu as members see it: what is sold out stays visible where the store is known.
     *
     * @param after the dish that the page before ended with; null from the beginning
     * @param category the code of the only category; null for all
     * @param rows how many at most
     */
    List<Dish> page(@Nullable UUID after, @Nullable String category, int rows) {
        List<MenuSnapshot.Entry> all = snapshot.inOrder();
        Integer place =
                after == null ? Integer.valueOf(-1) : snapshot.base().places().get(after);
        if (place == null) throw ProblemCode.CURSOR_INVALID.with();
        return all.subList(place + 1, all.size()).stream()
                .filter(dish -> category == null || dish.categoryCode().equals(category))
                .filter(this::isVisible)
                .limit(rows)
                .map(this::seen)
                .toList();
    }

    private boolean isVisible(MenuSnapshot.Entry dish) {
        if (!dish.onMenu()) return false;
        MenuSnapshot.Absence absence = snapshot.absence(dish, storeId, now);
        return absence == null || absence.kind() == AbsenceKind.SOLD_OUT;
    }

    private Dish seen(MenuSnapshot.Entry dish) {
        MenuSnapshot.Category category = snapshot.base().categories().get(dish.categoryCode());
        return new Dish(
                dish.id(),
                dish.code(),
                dish.categoryCode(),
                category == null ? dish.categoryCode() : category.name(),
                dish.name(),
                dish.description(),
                snapshot.priceFen(dish, storeId),
                dish.upgradeFen(),
                dish.allergens().stream().sorted().toList(),
                dish.pictureUrl(),
                dish.tags(),
                snapshot.availableAt(dish, storeId, now));
    }

    private MenuDish inStore(MenuSnapshot.Entry dish) {
        return new MenuDish(
                dish.id(),
                dish.code(),
                dish.name(),
                dish.categoryCode(),
                snapshot.priceFen(dish, storeId),
                dish.upgradeFen(),
                snapshot.availableAt(dish, storeId, now),
                dish.allergens());
    }
}
