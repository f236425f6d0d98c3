package dev.huiyuan.menu;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the menu. */
@ApplicationScoped
class MenuQueries {
    private static final String AVAILABLE = """
            select d.id, d.code, d.category_code, c.name as category, d.name, d.description,
                coalesce(p.price_fen, d.price_fen) as price_fen, d.allergens
            from menu_dish d
            join menu_category c on c.code = d.category_code
            left join menu_dish_price p on p.dish_id = d.id and p.store_id = $1
            where d.available and d.id < $2
            order by d.id desc limit $3
            """;

    private final Pool pool;

    MenuQueries(Pool pool) {
        this.pool = pool;
    }

    /** What can be ordered, newest first, with a store's prices where one is given. */
    Uni<List<Dish>> available(@Nullable UUID storeId, UUID before, int rows) {
        return pool.preparedQuery(AVAILABLE)
                .execute(Tuple.of(storeId, before, rows))
                .map(found -> found.stream().map(MenuQueries::dish).toList());
    }

    private static Dish dish(Row row) {
        return new Dish(
                row.getUUID("id"),
                row.getString("code"),
                row.getString("category_code"),
                row.getString("category"),
                row.getString("name"),
                row.getString("description"),
                row.getLong("price_fen"),
                List.of(row.getArrayOfStrings("allergens")));
    }
}
