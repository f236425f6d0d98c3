package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Reads rewards on the SQL client. */
@ApplicationScoped
class RewardItems {
    private static final String SELECT = """
            select id, code, name, description, kind, template_code, dish_code, draw_code, pool_id, points, price_fen,
                min_tier, available_from, available_until, stock is not null as limited, limit_per_member, limit_per_day,
                store_ids, channels, pickup_days, state, version
            from reward_item
            """;
    private static final String BY_ID = SELECT + " where id = $1";
    private static final String AVAILABLE = SELECT + """
             where state = 'ACTIVE' and (available_from is null or available_from <= $1)
                and (available_until is null or available_until > $1) and id < $2
            order by id desc limit $3
            """;

    RewardItems() {}

    /** A reward. */
    Uni<Optional<Reward>> byId(SqlClient client, UUID id) {
        return client.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(RewardItems::reward).findFirst());
    }

    /** What can be redeemed at an instant, newest first. */
    Uni<List<Reward>> available(SqlClient client, Instant now, UUID before, int rows) {
        return client.preparedQuery(AVAILABLE)
                .execute(Tuple.of(timestamp(now), before, rows))
                .map(found -> found.stream().map(RewardItems::reward).toList());
    }

    private static Reward reward(Row row) {
        return new Reward(
                row.getUUID("id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("description"),
                RewardKind.valueOf(row.getString("kind")),
                new Reward.Content(
                        row.getString("template_code"),
                        row.getString("dish_code"),
                        row.getString("draw_code"),
                        row.getUUID("pool_id")),
                row.getLong("points"),
                row.getLong("price_fen"),
                row.getString("min_tier"),
                instantOrNull(row, "available_from"),
                instantOrNull(row, "available_until"),
                row.getBoolean("limited"),
                row.getInteger("limit_per_member"),
                row.getInteger("limit_per_day"),
                List.of(row.getArrayOfUUIDs("store_ids")),
                channels(row),
                row.getInteger("pickup_days"),
                RewardState.valueOf(row.getString("state")),
                row.getInteger("version"));
    }

    private static Set<Channel> channels(Row row) {
        return Arrays.stream(row.getArrayOfStrings("channels"))
                .map(Channel::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }
}
