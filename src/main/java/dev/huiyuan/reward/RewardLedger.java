package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.SpentPoints;
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
    /**
     * The next ordinal within the limit. Whoever wants the same one at the same time waits and finds it taken: that is
     * no refusal, as others may be left.
     */
    private static final String TAKE_ORDINAL = """
            with h as (
                select coalesce(max(ordinal), 0) as held from reward_limit where item_id = $1 and member_id = $2),
            t as (
                insert into reward_limit (item_id, member_id, ordinal, redemption_id)
                select $1::uuid, $2::uuid, held + 1, $4::uuid from h where held < $3
                on conflict do nothing returning 1)
            select held < $3 as free, exists (select from t) as taken from h
            """;

    private static final String REDEEMED = """
            select points, available_after, entry_id, redeemed_at from reward_redemption
            where member_id = $1 and id = $2
            """;
    private static final String INSERT = """
            insert into reward_redemption (member_id, id, item_id, points, available_after, entry_id, coupon_id,
                redeemed_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8)
            """;

    /** What a redemption that is done cost, and when it was. */
    record Redeemed(SpentPoints spent, Instant at) {}

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
        return takeNext(connection, Tuple.of(reward.id(), memberId, reward.limitPerMember(), redemptionId));
    }

    /**
     * Whoever lost to a parallel redemption tries again, in a statement that sees what that one has committed. Each loss
     * means that one more is taken, so there are no more rounds than the limit.
     */
    private static Uni<Void> takeNext(SqlConnection connection, Tuple ordinal) {
        return connection
                .preparedQuery(TAKE_ORDINAL)
                .execute(ordinal)
                .map(rows -> rows.iterator().next())
                .chain(row -> {
                    if (row.getBoolean("taken")) return Uni.createFrom().voidItem();
                    if (!row.getBoolean("free")) throw ProblemCode.REWARD_LIMIT_REACHED.with();
                    return takeNext(connection, ordinal);
                });
    }

    /** What a redemption cost, if it is done already. */
    Uni<Optional<Redeemed>> redeemed(SqlConnection connection, UUID memberId, UUID redemptionId) {
        return connection
                .preparedQuery(REDEEMED)
                .execute(Tuple.of(memberId, redemptionId))
                .map(rows -> rows.stream().map(RewardLedger::redeemed).findFirst());
    }

    private static Redeemed redeemed(Row row) {
        SpentPoints spent =
                new SpentPoints(row.getUUID("entry_id"), row.getLong("points"), row.getLong("available_after"));
        return new Redeemed(spent, instant(row, "redeemed_at"));
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
                        redemption.availableAfter(),
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
