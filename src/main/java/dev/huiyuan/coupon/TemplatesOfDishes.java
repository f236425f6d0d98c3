package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.menu.DishReferences;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;

/**
 * Templates whose coupons are exchanged for a dish keep it on the menu until they have ended and no coupon is left that
 * can still be used.
 */
@ApplicationScoped
class TemplatesOfDishes implements DishReferences {
    private static final String REFERRING = """
            select t.code from coupon_template t
            where (t.dish_code = $1 or t.kind = 'EXCHANGE' and $1 = any(t.dish_codes))
                and (t.state <> 'ENDED' or t.kind = 'EXCHANGE' and exists (
                    select from coupon c
                    where c.template_id = t.id and c.state in ('ISSUED', 'LOCKED') and c.expires_at > $2))
            order by t.code limit 10
            """;

    private final Clock clock;

    TemplatesOfDishes(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Uni<List<String>> referring(SqlConnection connection, String dishCode) {
        return connection
                .preparedQuery(REFERRING)
                .execute(Tuple.of(dishCode, timestamp(clock.instant())))
                .map(rows -> rows.stream()
                        .map(row -> "coupon template " + row.getString("code"))
                        .toList());
    }
}
