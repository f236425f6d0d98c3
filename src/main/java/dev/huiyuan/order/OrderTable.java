package dev.huiyuan.order;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.order.OrderBill.Amounts;
import dev.huiyuan.order.OrderBill.Asked;
import dev.huiyuan.order.OrderBill.Booked;
import dev.huiyuan.order.OrderBill.Placed;
import dev.huiyuan.order.OrderBill.Returned;
import dev.huiyuan.points.OrderReference;
import dev.huiyuan.programme.Channel;
import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.sql.SqlArrays;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Reads orders, and locks them. */
@ApplicationScoped
class OrderTable {
    static final String COLUMNS = """
            b.member_id, b.id, b.state, b.version, b.store_id, b.order_ref, b.business_date, b.channel, b.goods_fen,
            b.fees_fen, b.discount_fen, b.points, b.points_fen, b.paid_fen, b.earning_fen, b.earned_points,
            b.points_after, b.refunded_fen, b.refunded_earning_fen, b.returned_points, b.refunds, b.coupon_ids,
            b.benefit_uses, b.account_id, b.hold_id, b.spending_id, b.accrual_id, b.price::text as price,
            b.content_hash, b.request_hash, b.confirmation_hash, b.confirmation_request_hash, b.may_be_cancelled,
            b.actor, b.occurred_at, b.placed_at, b.expires_at, b.settled_at, b.closed_at
            """;
    private static final String BY_ID = "select " + COLUMNS + " from order_bill b where b.id = $1";
    private static final String LOCK_ONE = BY_ID + " for no key update";
    /** The order of a bill that was neither cancelled nor ran out of time, by either of the bill's names. */
    private static final String BY_NAME = "select " + COLUMNS + """
             from order_bill b where b.source = $1 and b.ref = any(array[$2::text, $3::text])
                and b.state in ('PENDING', 'SETTLED', 'REFUNDED')
                and (b.ref = $2 or $4::date is null or (b.occurred_at at time zone $5)::date = $4) and b.id <> $6
            order by b.ref = $2 desc limit 1
            """;

    private static final String LINES = """
            select no, ref, dish_code, category_code, unit_price_fen, quantity, discount_fen, points, points_fen,
                paid_fen, refunded_quantity, refunded_fen
            from order_line where member_id = $1 and order_id = $2 order by no
            """;
    private static final String PAYMENTS =
            "select method, amount_fen, ref from order_payment where member_id = $1 and order_id = $2 order by no";
    private static final String REFUND = """
            select answer::text as answer, content_hash, request_hash from order_refund
            where member_id = $1 and order_id = $2 and refund_ref = $3
            """;
    private static final String REFUNDS = """
            select answer::text as answer from order_refund where member_id = $1 and order_id = $2 order by id
            """;
    /** Lateral: a plan that was made while the table was small must not go through all of it for ever. */
    private static final String LOCK = """
            select b.id, b.version
            from (select * from unnest($1::uuid[], $2::uuid[]) as a (member_id, id) order by member_id, id) k
            cross join lateral (select id, version from order_bill
                where member_id = k.member_id and id = k.id for no key update) b
            """;

    private static final String OPEN = """
            select k.no, b.id, b.state
            from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::date[]) as k (no, source, ref, other, day)
            cross join lateral (select id, state from order_bill
                where source = k.source and ref = any(array[k.ref, k.other])
                    and state in ('PENDING', 'SETTLED', 'REFUNDED')
                    and (ref = k.ref or k.day is null or (occurred_at at time zone $6)::date = k.day) limit 2) b
            """;
    private static final String LATE = "select " + COLUMNS + """
             from order_bill b where b.state = 'PENDING' and b.expires_at <= $1 order by b.expires_at limit $2
            for no key update skip locked
            """;

    private static final String HEIRS = """
            with recursive up (start_id, member_id) as (
                select m, m from unnest($1::uuid[]) m
                union select u.start_id, a.into_id from up u join order_alias a on a.member_id = u.member_id)
            select start_id, member_id, not exists (select from order_alias a where a.member_id = up.member_id) as goes_on
            from up where member_id <> start_id
            """;
    private static final String ONE_AT_A_TIME =
            "select pg_advisory_xact_lock(hashtextextended('order_pending ' || $1::uuid, 0))";
    private static final String WAITING =
            "select count(*) from order_bill where member_id = $1 and state = 'PENDING' and expires_at > $2";

    private static final UUID NONE = new UUID(0, 0);

    private final ProgrammeService programme;

    OrderTable(ProgrammeService programme) {
        this.programme = programme;
    }

    /**
     * A refund as it was answered.
     *
     * @param answer the answer, a JSON object
     * @param asked the request
     */
    record Answered(String answer, Asked asked) {}

    /** An order by its id, with its lines and payments. */
    Uni<Optional<StoredOrder>> find(SqlClient client, UUID id) {
        return client.preparedQuery(BY_ID).execute(Tuple.of(id)).chain(rows -> complete(client, first(rows)));
    }

    /** The same, locked until the transaction ends. */
    Uni<Optional<StoredOrder>> lock(SqlConnection connection, UUID id) {
        return connection
                .preparedQuery(LOCK_ONE)
                .execute(Tuple.of(id))
                .chain(rows -> complete(connection, first(rows)));
    }

    /** The order of a bill; none where every one was cancelled or ran out of time. */
    Uni<Optional<StoredOrder>> find(SqlClient client, BillNames bill) {
        return findOther(client, bill, NONE);
    }

    /** The same, but for one order. */
    Uni<Optional<StoredOrder>> findOther(SqlClient client, BillNames bill, UUID id) {
        return client.preparedQuery(BY_NAME)
                .execute(Tuple.of(bill.source(), bill.ref(), bill.otherRef(), bill.otherOn(), zone(), id))
                .chain(rows -> complete(client, first(rows)));
    }

    private String zone() {
        return programme.zone().getId();
    }

    /** Pending orders whose time is over and that nobody is busy with, locked. */
    Uni<List<OrderBill>> lockLate(SqlConnection connection, Instant now, int limit) {
        return connection
                .preparedQuery(LATE)
                .execute(Tuple.of(timestamp(now), limit))
                .map(rows -> rows.stream().map(OrderTable::bill).toList());
    }

    /**
     * How many orders of a member wait for their payment. Others who ask this of the same member wait until the transaction
     * ends. It comes right behind the bill's key in the order of locks; the account's lock would come after the coupons'.
     */
    Uni<Long> waiting(SqlConnection connection, UUID memberId, Instant now) {
        return connection
                .preparedQuery(ONE_AT_A_TIME)
                .execute(Tuple.of(memberId))
                .chain(() -> connection.preparedQuery(WAITING).execute(Tuple.of(memberId, timestamp(now))))
                .map(rows -> rows.iterator().next().getLong(0));
    }

    /** Locks orders in the order of their keys; their versions by id. */
    Uni<Map<UUID, Integer>> lock(SqlConnection connection, List<UUID> memberIds, List<UUID> ids) {
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new), ids.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, Integer> versions = new HashMap<>();
                    rows.forEach(row -> versions.put(row.getUUID("id"), row.getInteger("version")));
                    return versions;
                });
    }

    /** An order that a bill has. */
    record Open(UUID id, OrderState state) {}

    /** The orders that bills have under their names, by bill. */
    Uni<Map<BillNames, List<Open>>> open(SqlConnection connection, List<BillNames> bills) {
        return connection
                .preparedQuery(OPEN)
                .execute(Tuple.of(
                        LongStream.range(0, bills.size()).boxed().toArray(Long[]::new),
                        SqlArrays.texts(bills, BillNames::source),
                        SqlArrays.texts(bills, BillNames::ref),
                        SqlArrays.texts(bills, BillNames::otherRef),
                        bills.stream().map(BillNames::otherOn).toArray(LocalDate[]::new),
                        zone()))
                .map(rows -> {
                    Map<BillNames, List<Open>> open = new HashMap<>();
                    rows.forEach(row -> open.computeIfAbsent(
                                    bills.get(row.getLong("no").intValue()), bill -> new ArrayList<>())
                            .add(new Open(row.getUUID("id"), OrderState.valueOf(row.getString("state")))));
                    return open;
                });
    }

    /** The accounts that go on in the end for those that were merged; others are left out. */
    Uni<Map<UUID, UUID>> heirs(SqlClient client, Set<UUID> memberIds) {
        return client.preparedQuery(HEIRS)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new)))
                .map(rows -> {
                    Map<UUID, UUID> heirs = new HashMap<>();
                    for (Row row : rows) {
                        if (row.getBoolean("goes_on")) heirs.put(row.getUUID("start_id"), row.getUUID("member_id"));
                    }
                    return heirs;
                });
    }

    /** All accounts that an account was merged into, one after the other. */
    Uni<List<UUID>> heirs(SqlClient client, UUID memberId) {
        return client.preparedQuery(HEIRS)
                .execute(Tuple.of(new UUID[] {memberId}))
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).toList());
    }

    /** A refund by its reference. */
    Uni<Optional<Answered>> refund(SqlClient client, OrderBill bill, String refundRef) {
        return client.preparedQuery(REFUND)
                .execute(Tuple.of(bill.memberId(), bill.id(), refundRef))
                .map(rows -> rows.stream()
                        .map(row -> new Answered(row.getString("answer"), asked(row, "content_hash", "request_hash")))
                        .findFirst());
    }

    /** The answers of all refunds of an order, the first one first. */
    Uni<List<String>> refunds(SqlClient client, OrderBill bill) {
        if (bill.returned().refunds() == 0) return Uni.createFrom().item(List.of());
        return client.preparedQuery(REFUNDS)
                .execute(Tuple.of(bill.memberId(), bill.id()))
                .map(rows -> rows.stream().map(row -> row.getString("answer")).toList());
    }

    private static Optional<OrderBill> first(Iterable<Row> rows) {
        for (Row row : rows) return Optional.of(bill(row));
        return Optional.empty();
    }

    private static Uni<Optional<StoredOrder>> complete(SqlClient client, Optional<OrderBill> found) {
        if (found.isEmpty()) return Uni.createFrom().item(Optional.empty());
        OrderBill bill = found.get();
        Tuple key = Tuple.of(bill.memberId(), bill.id());
        return client.preparedQuery(LINES)
                .execute(key)
                .map(rows -> rows.stream().map(OrderTable::line).toList())
                .chain(lines -> client.preparedQuery(PAYMENTS)
                        .execute(key)
                        .map(rows -> rows.stream().map(OrderTable::payment).toList())
                        .map(payments -> Optional.of(new StoredOrder(bill, lines, payments))));
    }

    private static BillLine line(Row row) {
        return new BillLine(
                row.getInteger("no"),
                row.getString("ref"),
                row.getString("dish_code"),
                row.getString("category_code"),
                row.getLong("unit_price_fen"),
                row.getInteger("quantity"),
                row.getLong("discount_fen"),
                row.getLong("points"),
                row.getLong("points_fen"),
                row.getLong("paid_fen"),
                row.getInteger("refunded_quantity"),
                row.getLong("refunded_fen"));
    }

    private static PaymentReport payment(Row row) {
        return new PaymentReport(row.getString("method"), row.getLong("amount_fen"), row.getString("ref"));
    }

    static OrderBill bill(Row row) {
        return new OrderBill(
                row.getUUID("member_id"),
                row.getUUID("id"),
                OrderState.valueOf(row.getString("state")),
                row.getInteger("version"),
                placed(row),
                new Amounts(
                        row.getLong("goods_fen"),
                        row.getLong("fees_fen"),
                        row.getLong("discount_fen"),
                        row.getLong("points"),
                        row.getLong("points_fen"),
                        row.getLong("paid_fen"),
                        row.getLong("earning_fen")),
                row.getString("price"),
                List.of(row.getArrayOfUUIDs("coupon_ids")),
                List.of(row.getArrayOfUUIDs("benefit_uses")),
                row.getUUID("hold_id"),
                booked(row),
                row.getBuffer("confirmation_hash") == null
                        ? null
                        : asked(row, "confirmation_hash", "confirmation_request_hash"),
                new Returned(
                        row.getInteger("refunds"),
                        row.getLong("refunded_fen"),
                        row.getLong("refunded_earning_fen"),
                        row.getLong("returned_points")),
                instantOrNull(row, "closed_at"));
    }

    private static Placed placed(Row row) {
        return new Placed(
                new OrderReference(
                        row.getUUID("store_id"), row.getString("order_ref"), row.getLocalDate("business_date")),
                Channel.valueOf(row.getString("channel")),
                row.getBoolean("may_be_cancelled"),
                row.getString("actor"),
                instant(row, "occurred_at"),
                instant(row, "placed_at"),
                instantOrNull(row, "expires_at"),
                asked(row, "content_hash", "request_hash"));
    }

    private static @Nullable Booked booked(Row row) {
        if (row.getUUID("accrual_id") == null) return null;
        return new Booked(
                row.getUUID("account_id"),
                row.getUUID("accrual_id"),
                row.getUUID("spending_id"),
                row.getLong("earned_points"),
                row.getLong("points_after"),
                instant(row, "settled_at"));
    }

    private static Asked asked(Row row, String content, String request) {
        return new Asked(
                row.getBuffer(content).getBytes(), row.getBuffer(request).getBytes());
    }
}
