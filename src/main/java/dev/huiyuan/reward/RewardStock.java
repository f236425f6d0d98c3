package dev.huiyuan.reward;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;

/**
 * Takes from limited stocks and gives back: what is reserved and what is redeemed never exceed the stock. A reward without
 * a limit has no row that everybody writes to.
 */
@ApplicationScoped
class RewardStock {
    private static final String TAKE = """
            update reward_stock set reserved = reserved + $2, redeemed = redeemed + 1 - $2
            where item_id = $1 and reserved + redeemed < stock
            """;
    private static final String FULFIL = """
            update reward_stock set reserved = reserved - 1, redeemed = redeemed + 1
            where item_id = $1 and stock is not null
            """;
    private static final String GIVE_BACK = """
            update reward_stock set reserved = reserved - $2, redeemed = redeemed - 1 + $2
            where item_id = $1 and stock is not null
            """;

    private final RedemptionExpiry expiry;

    RewardStock(RedemptionExpiry expiry) {
        this.expiry = expiry;
    }

    /**
     * Takes one; what is reserved beyond its time is given back first, where nothing else is left. Problem
     * {@code reward-sold-out}.
     */
    Uni<Void> take(SqlConnection connection, Reward reward, Instant now) {
        if (!reward.limited()) return Uni.createFrom().voidItem();
        return tryTake(connection, reward)
                .chain(taken -> taken
                        ? Uni.createFrom().item(true)
                        : expiry.ofItem(connection, reward.id(), now).chain(ended -> tryTake(connection, reward)))
                .invoke(taken -> {
                    if (!taken) throw ProblemCode.REWARD_SOLD_OUT.with();
                })
                .replaceWithVoid();
    }

    private static Uni<Boolean> tryTake(SqlConnection connection, Reward reward) {
        return connection
                .preparedQuery(TAKE)
                .execute(Tuple.of(reward.id(), reward.isReserved() ? 1L : 0L))
                .map(rows -> rows.rowCount() == 1);
    }

    /** What was reserved is redeemed. */
    Uni<Void> fulfil(SqlConnection connection, UUID itemId) {
        return connection.preparedQuery(FULFIL).execute(Tuple.of(itemId)).replaceWithVoid();
    }

    /**
     * Gives one back.
     *
     * @param reserved whether it was reserved only
     */
    Uni<Void> giveBack(SqlConnection connection, UUID itemId, boolean reserved) {
        return connection
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(itemId, reserved ? 1L : 0L))
                .replaceWithVoid();
    }
}
