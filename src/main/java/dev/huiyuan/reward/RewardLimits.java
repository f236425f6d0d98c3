package dev.huiyuan.reward;

import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/** Takes from a member's times and gives back: a limit holds because an ordinal exists once. */
@ApplicationScoped
class RewardLimits {
    /**
     * The lowest free ordinal within the limit; those that were given back leave gaps. Whoever wants the same one at the
     * same time waits and finds it taken: that is no refusal, as others may be left.
     */
    private static final String TAKE = """
            with h as (
                select count(*) as held from reward_limit where item_id = $1 and member_id = $2),
            n as (
                select min(o) as ordinal from h, generate_series(1, h.held + 1) o
                where not exists (select from reward_limit l
                    where l.item_id = $1 and l.member_id = $2 and l.ordinal = o)),
            t as (
                insert into reward_limit (item_id, member_id, ordinal, redemption_id)
                select $1::uuid, $2::uuid, n.ordinal, $4::uuid from h, n where h.held < $3
                on conflict do nothing returning 1)
            select held < $3 as free, exists (select from t) as taken from h
            """;

    private static final String TAKE_OF_DAY = """
            with h as (
                select count(*) as held from reward_day_limit where item_id = $1 and member_id = $2 and day = $5),
            n as (
                select min(o) as ordinal from h, generate_series(1, h.held + 1) o
                where not exists (select from reward_day_limit l
                    where l.item_id = $1 and l.member_id = $2 and l.day = $5 and l.ordinal = o)),
            t as (
                insert into reward_day_limit (item_id, member_id, day, ordinal, redemption_id)
                select $1::uuid, $2::uuid, $5, n.ordinal, $4::uuid from h, n where h.held < $3
                on conflict do nothing returning 1)
            select held < $3 as free, exists (select from t) as taken from h
            """;
    private static final String GIVE_BACK = """
            with days as (
                delete from reward_day_limit where item_id = $1 and member_id = $2 and redemption_id = $3)
            delete from reward_limit where item_id = $1 and member_id = $2 and redemption_id = $3
            """;

    private final RedemptionExpiry expiry;

    RewardLimits(RedemptionExpiry expiry) {
        this.expiry = expiry;
    }

    /**
     * Who takes one of the times.
     *
     * @param day the day in the programme's zone
     */
    record Taker(UUID memberId, UUID redemptionId, LocalDate day, Instant now) {}

    /** Takes one of the member's times, altogether and of the day; problem {@code reward-limit-reached}. */
    Uni<Void> take(SqlConnection connection, Reward reward, Taker taker) {
        if (reward.limitPerMember() == null && reward.limitPerDay() == null) {
            return Uni.createFrom().voidItem();
        }
        // A reservation whose time is over does not count, whether or not the sweep has come by.
        return expiry.ofMember(connection, reward.id(), taker.memberId(), taker.now())
                .chain(() -> takeAltogether(connection, reward, taker))
                .chain(() -> takeOfDay(connection, reward, taker));
    }

    private static Uni<Void> takeAltogether(SqlConnection connection, Reward reward, Taker taker) {
        if (reward.limitPerMember() == null) return Uni.createFrom().voidItem();
        return takeNext(
                connection,
                TAKE,
                Tuple.of(reward.id(), taker.memberId(), reward.limitPerMember().longValue(), taker.redemptionId()));
    }

    private static Uni<Void> takeOfDay(SqlConnection connection, Reward reward, Taker taker) {
        if (reward.limitPerDay() == null) return Uni.createFrom().voidItem();
        return takeNext(
                connection,
                TAKE_OF_DAY,
                Tuple.of(
                        reward.id(),
                        taker.memberId(),
                        reward.limitPerDay().longValue(),
                        taker.redemptionId(),
                        taker.day()));
    }

    /**
     * Whoever lost to a parallel redemption tries again, in a statement that sees what that one has committed. Each loss
     * means that one more is taken, so there are no more rounds than the limit and what is given back meanwhile.
     */
    private static Uni<Void> takeNext(SqlConnection connection, String sql, Tuple ordinal) {
        return connection
                .preparedQuery(sql)
                .execute(ordinal)
                .map(rows -> rows.iterator().next())
                .chain(row -> {
                    if (row.getBoolean("taken")) return Uni.createFrom().voidItem();
                    if (!row.getBoolean("free")) throw ProblemCode.REWARD_LIMIT_REACHED.with();
                    return takeNext(connection, sql, ordinal);
                });
    }

    /** Gives the times of a redemption back. */
    Uni<Void> giveBack(SqlConnection connection, UUID itemId, UUID memberId, UUID redemptionId) {
        return connection
                .preparedQuery(GIVE_BACK)
                .execute(Tuple.of(itemId, memberId, redemptionId))
                .replaceWithVoid();
    }
}
