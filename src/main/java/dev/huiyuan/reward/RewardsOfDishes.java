package dev.huiyuan.reward;

import dev.huiyuan.menu.DishReferences;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Rewards that hand a dish over keep it on the menu until they have ended and nothing of them is reserved. */
@ApplicationScoped
class RewardsOfDishes implements DishReferences {
    private static final String REFERRING = """
            select code from reward_item i where dish_code = $1 and (state <> 'ENDED' or exists (
                select from reward_redemption r where r.item_id = i.id and r.state = 'RESERVED'))
            order by code limit 10
            """;

    RewardsOfDishes() {}

    @Override
    public Uni<List<String>> referring(SqlConnection connection, String dishCode) {
        return connection
                .preparedQuery(REFERRING)
                .execute(Tuple.of(dishCode))
                .map(rows -> rows.stream()
                        .map(row -> "reward " + row.getString("code"))
                        .toList());
    }
}
