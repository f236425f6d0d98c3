package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads rewards and takes from their stocks and limits, on the SQL client. */
@ApplicationScoped
class RewardLedger {
    private static final String SELECT = """
            select id, code, name, description, points, template_code, min_tier, available_from, available_until,
                stock is not null as limited, limit_per_member, state
            from reward_item
            """;
    private static final String BY_ID = SELECT + " where id = $1";
    private static final String AVAILABLE = SELECT + """
             where state = 'ACTIVE' and (available_from is null or available_from <= $1)
                and (available_until is null or available_until > $1) and id < $2
            order by id desc limit $3
            """;
    private static final String TAKE_STOCK =
            "update reward_stock set redeemed = redeemed + 1 where item_id = $1 and redeemed < stock";
    /** The next ordinal within the limit; whoever takes the same one at the same time waits and finds it taken. */
    private static final String TAKE_ORDINAL = """
            insert into reward_limit (item_id, member_id, ordinal, redemption_id)
            select $1::uuid, $2::uuid, held + 1, $4::uuid
            from (select coalesce(max(ordinal), 0) as held from reward_limit where item_id = $1 and member_id = $2) h
            where held < $3
            on conflict do nothing
            """;

    private static final String INSERT = """
            insert into reward_redemption (member_id, id, item_id, points, entry_id, coupon_id, redeemed_at)
            values ($1, $2, $3, $4, $5, $6, $7)
            """;

    /** A reward. */
    Uni<Optional<Reward>> byId(SqlClient client, UUID id) {
        return client.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(RewardLedger::reward).findFirst());
    }

    /** What can be redeemed at an instant, newest first. */
    Uni<List<Reward>> available(SqlClient client, Instant now, UUID before, int rows) {
        return client.preparedQuery(AVAILABLE)
                .execute(Tuple.of(timestamp(now), before, rows))
                .map(found -> found.stream().map(RewardLedger::reward).toList());
    }

    /** Takes one from a limited stock; problem {@code reward-sold-out}. */
    Uni<Void> takeStock(SqlConnection connection, Reward reward) {
        if (!reward.limited()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(TAKE_STOCK)
                .execute(Tuple.of(reward.id()))
                .invoke(rows -> {
                    if (rows.rowCount() == 0) throw ProblemCode.REWARD_SOLD_OUT.with();
                })
                .replaceWithVoid();
    }

    /** Takes one of the member's times; problem {@code reward-limit-reached}. */
    Uni<Void> takeOrdinal(SqlConnection connection, Reward reward, UUID memberId, UUID redemptionId) {
        if (reward.limitPerMember() == null) return Uni.createFrom().voidItem();
        Tuple ordinal = Tuple.of(reward.id(), memberId, reward.limitPerMember(), redemptionId);
        return take(connection, ordinal)
                .chain(taken -> taken ? Uni.createFrom().item(true) : takeAfterwards(connection, ordinal))
                .invoke(taken -> {
                    if (!taken) throw ProblemCode.REWARD_LIMIT_REACHED.with();
                })
                .replaceWithVoid();
    }

    /** Once more, in a statement that sees what a parallel redemption has committed in between. */
    private static Uni<Boolean> takeAfterwards(SqlConnection connection, Tuple ordinal) {
        return take(connection, ordinal);
    }

    private static Uni<Boolean> take(SqlConnection connection, Tuple ordinal) {
        return connection.preparedQuery(TAKE_ORDINAL).execute(ordinal).map(rows -> rows.rowCount() == 1);
    }

    /** Records a redemption. */
    Uni<Void> insert(SqlConnection connection, UUID memberId, RewardRedemption redemption) {
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        memberId,
                        redemption.id(),
                        redemption.rewardId(),
                        redemption.points(),
                        redemption.entryId(),
                        redemption.coupon().id(),
                        redemption.redeemedAt())))
                .replaceWithVoid();
    }

    private static Reward reward(Row row) {
        return new Reward(
                row.getUUID("id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("description"),
                row.getLong("points"),
                row.getString("template_code"),
                row.getString("min_tier"),
                instantOrNull(row, "available_from"),
                instantOrNull(row, "available_until"),
                row.getBoolean("limited"),
                row.getInteger("limit_per_member"),
                RewardState.valueOf(row.getString("state")));
    }
}
