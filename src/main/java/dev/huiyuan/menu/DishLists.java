package dev.huiyuan.menu;

import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dishes as administrators see them: from memory, brought up to date before each answer. */
@ApplicationScoped
class DishLists {
    private final DishDirectory menu;

    DishLists(DishDirectory menu) {
        this.menu = menu;
    }

    /**
     * Which dishes; null for all.
     *
     * @param code the one with this code
     * @param categoryCode those of a category
     * @param platform those that a platform has a code for
     * @param platformCode those that a platform calls so
     */
    record Filter(
            @Nullable String code,
            @Nullable String categoryCode,
            @Nullable String platform,
            @Nullable String platformCode) {
        private boolean admits(MenuSnapshot.Entry dish, MenuSnapshot.Base menu) {
            return (code == null || code.equals(dish.code()))
                    && (categoryCode == null || categoryCode.equals(dish.categoryCode()))
                    && (platform == null && platformCode == null
                            || menu.platformCodesOf(dish.id()).stream().anyMatch(this::names));
        }

        private boolean names(PlatformCode name) {
            return (platform == null || platform.equals(name.platform()))
                    && (platformCode == null || platformCode.equals(name.code()));
        }
    }

    /** A page, newest first. */
    Uni<Page<AdminDishResponse>> page(Filter filter, @Nullable String cursor, int limit) {
        String before = Cursor.decode(cursor).toString();
        return menu.refresh().map(done -> {
            MenuSnapshot.Base now = menu.snapshot().base();
            List<AdminDishResponse> rows = now.byId().values().stream()
                    .filter(dish -> dish.id().toString().compareTo(before) < 0)
                    .filter(dish -> filter.admits(dish, now))
                    .sorted(Comparator.comparing(
                                    (MenuSnapshot.Entry dish) -> dish.id().toString())
                            .reversed())
                    .limit(limit + 1L)
                    .map(dish -> AdminDishResponse.of(dish, now))
                    .toList();
            return Page.of(rows, limit, AdminDishResponse::id);
        });
    }

    /** A dish; problem {@code dish-not-found}. */
    Uni<AdminDishResponse> read(UUID id) {
        return menu.refresh().map(done -> {
            MenuSnapshot now = menu.snapshot();
            MenuSnapshot.Entry dish = now.dish(id);
            if (dish == null) throw ProblemCode.DISH_NOT_FOUND.with();
            return AdminDishResponse.of(dish, now.base());
        });
    }
}
