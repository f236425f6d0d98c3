package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Ends reservations whose time is over: stock, limit and an unseen voucher return. The points return by themselves, as
 * their hold ends at the same instant. Busy redemptions are left to whoever has them.
 */
@ApplicationScoped
class RedemptionExpiry {
    /** How many a redemption that needs room ends on its way. */
    private static final int ON_THE_WAY = 50;

    private static final String SWEEP = """
            with due as (
                select member_id, id from reward_redemption
                where state = 'RESERVED' and expires_at <= $1 and ($2::uuid is null or item_id = $2)
                    and ($3::uuid is null or member_id = $3)
                order by expires_at, id limit $4 for update skip locked),
            ended as (
                update reward_redemption r set state = 'EXPIRED', ended_at = r.expires_at, steps = r.steps + 1,
                    pickup_key_id = null, pickup_hash = null, voucher_id = null
                from due where r.member_id = due.member_id and r.id = due.id and r.state = 'RESERVED'
                returning r.member_id, r.id, r.item_id, r.steps, r.ended_at),
            stock as (
                update reward_stock s set reserved = s.reserved - n.count
                from (select item_id, count(*) as count from ended group by item_id) n
                where s.item_id = n.item_id and s.stock is not null),
            times as (
                delete from reward_limit l using ended e
                where l.item_id = e.item_id and l.member_id = e.member_id and l.redemption_id = e.id),
            days as (
                delete from reward_day_limit l using ended e
                where l.item_id = e.item_id and l.member_id = e.member_id and l.redemption_id = e.id),
            codes as (
                update reward_pool_code c set redemption_id = null, given_at = null from ended e
                where c.redemption_id = e.id),
            history as (
                insert into reward_step (member_id, redemption_id, step, type, occurred_at, actor)
                select member_id, id, steps, 'EXPIRED', ended_at, 'system:time' from ended)
            select member_id, id, ended_at from ended
            """;

    private static final String FORGET_DAYS = """
            delete from reward_day_limit where ctid = any (array(
                select ctid from reward_day_limit where day < $1 limit $2 for update skip locked))
            """;

    private final RedemptionEvents events;

    RedemptionExpiry(RedemptionEvents events) {
        this.events = events;
    }

    /** A reservation that has ended. */
    record Ended(UUID memberId, UUID redemptionId, Instant at) {}

    /** Ends what is due, oldest first. */
    Uni<List<Ended>> due(SqlConnection connection, Instant now, int limit) {
        return sweep(connection, now, null, null, limit);
    }

    /** Forgets what members had on past days, which no limit counts any more, and returns how many rows went. */
    Uni<Integer> forgetDays(SqlConnection connection, LocalDate before, int limit) {
        return connection
                .preparedQuery(FORGET_DAYS)
                .execute(Tuple.of(before, limit))
                .map(rows -> rows.rowCount());
    }

    /** Ends what is due of one reward, so that its stock can be taken. */
    Uni<List<Ended>> ofItem(SqlConnection connection, UUID itemId, Instant now) {
        return sweep(connection, now, itemId, null, ON_THE_WAY);
    }

    /** Ends what a member has due of one reward, so that its limit does not count it. */
    Uni<List<Ended>> ofMember(SqlConnection connection, UUID itemId, UUID memberId, Instant now) {
        return sweep(connection, now, itemId, memberId, ON_THE_WAY);
    }

    private Uni<List<Ended>> sweep(
            SqlConnection connection, Instant now, @Nullable UUID itemId, @Nullable UUID memberId, int limit) {
        return connection
                .preparedQuery(SWEEP)
                .execute(Tuple.from(Arrays.asList(timestamp(now), itemId, memberId, limit)))
                .map(rows -> rows.stream().map(RedemptionExpiry::ended).toList())
                .call(ended -> events.expired(connection, ended));
    }

    private static Ended ended(Row row) {
        return new Ended(row.getUUID("member_id"), row.getUUID("id"), instant(row, "ended_at"));
    }
}
