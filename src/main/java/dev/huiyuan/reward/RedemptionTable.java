package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;
import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import dev.huiyuan.coupon.CouponPromise;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code reward_redemption} and their steps. Each change of state is conditional and takes a step. */
@ApplicationScoped
class RedemptionTable {
    private static final String COLUMNS = """
            select r.member_id, r.id, r.request_id, r.item_id, i.code, i.name, r.kind, r.points, r.price_fen, r.state,
                r.store_id, r.channel, r.hold_id, r.entry_id, r.available_after, r.coupon_id, r.draw_code,
                r.ticket_number, r.voucher_id, r.pickup_key_id, r.pickup_hash, r.redeemed_at, r.expires_at,
                r.fulfilled_at, r.ended_at, r.steps, r.template_id, r.template_version
            """;
    private static final String SELECT = COLUMNS + " from reward_redemption r join reward_item i on i.id = r.item_id ";
    private static final String BY_REQUEST = SELECT + " where r.member_id = $1 and r.request_id = $2";
    private static final String BY_ID = SELECT + " where r.id = $1";
    private static final String LOCK = SELECT + " where r.id = $1 for no key update of r";
    /** A reservation whose time is over counts as expired, as in {@link Redemption#stateAt}. */
    private static final String IN_STATE = """
             and ($3::text is null or $3 = case when r.state = 'RESERVED' and r.expires_at <= $4 then 'EXPIRED'
                else r.state end)
            """;

    /** A member with the accounts that went on as this one. */
    private static final String PEOPLE = """
            with recursive people (id) as (
                select $1::uuid union select a.member_id from reward_alias a join people p on a.into_id = p.id)
            """;

    private static final String IS_PERSON = PEOPLE + "select exists (select from people where id = $2) as same";

    /** Each account's newest ones are read by its own index, so that a part of a list costs as much for few as for many. */
    private static final String OF_MEMBER = PEOPLE + COLUMNS + """
            from people p cross join lateral (
                select * from reward_redemption r where r.member_id = p.id and r.id < $2
            """ + IN_STATE + """
                order by r.id desc limit $5) r join reward_item i on i.id = r.item_id
            order by r.id desc limit $5
            """;
    /** What no store was chosen for can be fetched in any: it is shown where the member is asked about. */
    private static final String OF_STORE = SELECT + """
             where (r.store_id = $1 and ($6::uuid is null or r.member_id = $6) or r.store_id is null and r.member_id = $6)
                and r.id < $2
            """ + IN_STATE + " order by r.id desc limit $5";

    private static final String ACCOUNTS = """
            with recursive up (member_id) as (
                select member_id from reward_redemption where id = $1
                union select a.into_id from up u join reward_alias a on a.member_id = u.member_id)
            select member_id from up
            """;

    private static final String INSERT = """
            with step as (
                insert into reward_step (member_id, redemption_id, step, type, occurred_at, actor, store_id)
                values ($1, $2, 1, $8, $20, $22, $11))
            insert into reward_redemption (member_id, id, request_id, item_id, item_version, kind, points, price_fen, state,
                store_id, channel, hold_id, entry_id, available_after, coupon_id, draw_code, ticket_number, voucher_id,
                pickup_key_id, pickup_hash, redeemed_at, expires_at, fulfilled_at, template_id, template_version)
            values ($1, $2, $3, $4, $5, $6, $7, $9, $8, $11, $10, $12, $13, $14, $15, $16, $17, $18, $19, $23, $20, $21,
                case when $8 = 'FULFILLED' then $20 end, $24, $25)
            """;
    private static final String FULFIL = """
            with done as (
                update reward_redemption set state = 'FULFILLED', steps = steps + 1, entry_id = $3, available_after = $4,
                    coupon_id = $5, draw_code = $6, ticket_number = $7, store_id = coalesce(store_id, $8),
                    fulfilled_store_id = $8, fulfilled_at = $9, pickup_key_id = null, pickup_hash = null
                where member_id = $1 and id = $2 and state = 'RESERVED' and expires_at > $9
                returning steps)
            insert into reward_step (member_id, redemption_id, step, type, occurred_at, actor, store_id)
            select $1, $2, steps, 'FULFILLED', $9, $10, $8 from done
            """;
    private static final String CANCEL = """
            with done as (
                update reward_redemption set state = 'CANCELLED', steps = steps + 1, ended_at = $4, pickup_key_id = null,
                    pickup_hash = null, voucher_id = null
                where member_id = $1 and id = $2 and state = $3
                returning steps)
            insert into reward_step (member_id, redemption_id, step, type, occurred_at, actor, store_id, reason)
            select $1, $2, steps, 'CANCELLED', $4, $5, $6, $7 from done
            """;
    private static final String RENEW_PICKUP = """
            update reward_redemption set pickup_key_id = $3, pickup_hash = $4
            where member_id = $1 and id = $2 and state = 'RESERVED' and expires_at > $5
            """;

    RedemptionTable() {}

    /** What a request has redeemed before, if it has. */
    Uni<Optional<Redemption>> byRequest(SqlConnection connection, UUID memberId, UUID requestId) {
        return one(connection, BY_REQUEST, Tuple.of(memberId, requestId));
    }

    /** A redemption. */
    Uni<Optional<Redemption>> byId(SqlClient client, UUID id) {
        return one(client, BY_ID, Tuple.of(id));
    }

    /** A redemption, locked until the caller's transaction ends. */
    Uni<Optional<Redemption>> lock(SqlConnection connection, UUID id) {
        return one(connection, LOCK, Tuple.of(id));
    }

    private static Uni<Optional<Redemption>> one(SqlClient client, String sql, Tuple values) {
        return client.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.stream().map(RedemptionRows::redemption).findFirst());
    }

    /**
     * A part of a list, newest first.
     *
     * @param state the state at the instant; null for all
     * @param before the id that the part before ended with
     */
    record Part(@Nullable RedemptionState state, Instant now, UUID before, int rows) {}

    /** A member's redemptions. */
    Uni<List<Redemption>> ofMember(SqlClient client, UUID memberId, Part part) {
        return list(client, OF_MEMBER, memberId, part, List.of());
    }

    /** Redemptions of a store, of one member where one is named. */
    Uni<List<Redemption>> ofStore(SqlClient client, UUID storeId, @Nullable UUID memberId, Part part) {
        return list(client, OF_STORE, storeId, part, Arrays.asList(memberId));
    }

    private static Uni<List<Redemption>> list(
            SqlClient client, String sql, UUID owner, Part part, List<@Nullable UUID> more) {
        List<@Nullable Object> values = new ArrayList<>(Arrays.asList(
                owner, part.before, part.state == null ? null : part.state.name(), timestamp(part.now), part.rows));
        values.addAll(more);
        return client.preparedQuery(sql)
                .execute(Tuple.from(values))
                .map(rows -> rows.stream().map(RedemptionRows::redemption).toList());
    }

    /**
     * Requires that a redemption is a member's: of the own account, or of one that was merged into it. Problem {@code
     * redemption-not-found}: what others redeemed is nobody else's to know.
     */
    Uni<Void> requireOf(SqlClient client, UUID memberId, Redemption redemption) {
        if (memberId.equals(redemption.memberId())) return Uni.createFrom().voidItem();
        return client.preparedQuery(IS_PERSON)
                .execute(Tuple.of(memberId, redemption.memberId()))
                .invoke(rows -> {
                    if (!rows.iterator().next().getBoolean("same")) throw ProblemCode.REDEMPTION_NOT_FOUND.with();
                })
                .replaceWithVoid();
    }

    /** The account of a redemption, and those that it was merged into. */
    Uni<List<UUID>> accounts(SqlClient client, UUID id) {
        return client.preparedQuery(ACCOUNTS)
                .execute(Tuple.of(id))
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).toList());
    }

    /** Stores a new redemption with its first step. */
    Uni<Void> insert(SqlConnection connection, Redemption redemption, int itemVersion, String actor) {
        Redemption.Item item = redemption.item();
        Redemption.Booking booking = redemption.booking();
        Redemption.Given given = redemption.given();
        Redemption.PickupHash pickup = given.pickup();
        CouponPromise promise = given.promise();
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(Arrays.asList(
                        redemption.memberId(),
                        redemption.id(),
                        redemption.requestId(),
                        item.id(),
                        itemVersion,
                        item.kind().name(),
                        item.points(),
                        redemption.state().name(),
                        item.priceFen(),
                        redemption.place().channel().name(),
                        redemption.place().storeId(),
                        booking.holdId(),
                        booking.entryId(),
                        booking.availableAfter(),
                        given.couponId(),
                        given.drawCode(),
                        given.ticketNumber(),
                        given.voucherId(),
                        pickup == null ? null : pickup.keyId(),
                        timestamp(redemption.times().redeemedAt()),
                        timestampOrNull(redemption.times().expiresAt()),
                        actor,
                        pickup == null ? null : Buffer.buffer(pickup.hash()),
                        promise == null ? null : promise.templateId(),
                        promise == null ? null : promise.version())))
                .replaceWithVoid();
    }

    /** A reservation is fulfilled; false where it is none any more. */
    Uni<Boolean> fulfil(SqlConnection connection, Redemption fulfilled, String actor) {
        Redemption.Given given = fulfilled.given();
        return changed(
                connection,
                FULFIL,
                fulfilled.memberId(),
                fulfilled.id(),
                fulfilled.booking().entryId(),
                fulfilled.booking().availableAfter(),
                given.couponId(),
                given.drawCode(),
                given.ticketNumber(),
                fulfilled.place().storeId(),
                timestampOrNull(fulfilled.times().fulfilledAt()),
                actor);
    }

    /**
     * Who cancels, and why.
     *
     * @param storeId where, if known
     * @param reason a code, if there is one
     */
    record Canceller(
            String actor, @Nullable UUID storeId, @Nullable String reason) {}

    /** A redemption is cancelled; false where it is not any more in the state that it was seen in. */
    Uni<Boolean> cancel(SqlConnection connection, Redemption seen, Canceller who, Instant now) {
        return changed(
                connection,
                CANCEL,
                seen.memberId(),
                seen.id(),
                seen.state().name(),
                timestamp(now),
                who.actor,
                who.storeId,
                who.reason);
    }

    /** A new pick-up code takes the place of the old one; false where nothing is reserved any more. */
    Uni<Boolean> renewPickup(SqlConnection connection, Redemption seen, Redemption.PickupHash pickup, Instant now) {
        return changed(
                connection,
                RENEW_PICKUP,
                seen.memberId(),
                seen.id(),
                pickup.keyId(),
                Buffer.buffer(pickup.hash()),
                timestamp(now));
    }

    private static Uni<Boolean> changed(SqlConnection connection, String sql, @Nullable Object... values) {
        return connection
                .preparedQuery(sql)
                .execute(Tuple.from(Arrays.asList(values)))
                .map(rows -> rows.rowCount() == 1);
    }
}
