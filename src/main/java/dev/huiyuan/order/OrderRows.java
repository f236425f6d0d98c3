package dev.huiyuan.order;

import dev.huiyuan.order.OrderBill.Amounts;
import dev.huiyuan.order.OrderBill.Booked;
import dev.huiyuan.order.OrderBill.Placed;
import dev.huiyuan.shared.sql.SqlArrays;
import dev.huiyuan.shared.sql.WriteSet;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes orders, many at once. */
final class OrderRows {
    private static final String INSERT_BILLS = """
            insert into order_bill (member_id, id, state, source, ref, store_id, order_ref, business_date, channel,
                goods_fen, fees_fen, discount_fen, points, points_fen, paid_fen, earning_fen, earned_points,
                points_after, coupon_ids, benefit_uses, account_id, hold_id, spending_id, accrual_id, price,
                content_hash, request_hash, may_be_cancelled, actor, occurred_at, placed_at, expires_at, settled_at)
            select member_id, id, state, source, ref, store_id, order_ref, business_date, channel, goods_fen, fees_fen,
                discount_fen, points, points_fen, paid_fen, earning_fen, earned_points, points_after,
                coupon_ids::uuid[], benefit_uses::uuid[], account_id, hold_id, spending_id, accrual_id, price::jsonb,
                content_hash, request_hash, may_be_cancelled, actor, occurred_at, placed_at, expires_at, settled_at
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::uuid[], $7::text[], $8::date[],
                $9::text[], $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[],
                $16::bigint[], $17::bigint[], $18::bigint[], $19::text[], $20::text[], $21::uuid[], $22::uuid[],
                $23::uuid[], $24::uuid[], $25::text[], $26::bytea[], $27::bytea[], $28::boolean[], $29::text[],
                $30::timestamptz[], $31::timestamptz[], $32::timestamptz[], $33::timestamptz[])
                as b (member_id, id, state, source, ref, store_id, order_ref, business_date, channel, goods_fen,
                fees_fen, discount_fen, points, points_fen, paid_fen, earning_fen, earned_points, points_after,
                coupon_ids, benefit_uses, account_id, hold_id, spending_id, accrual_id, price, content_hash,
                request_hash, may_be_cancelled, actor, occurred_at, placed_at, expires_at, settled_at)
            """;
    private static final String INSERT_LINES = """
            insert into order_line (member_id, order_id, no, ref, dish_code, category_code, unit_price_fen, quantity,
                discount_fen, points, points_fen, paid_fen)
            select * from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                $8::integer[], $9::bigint[], $10::bigint[], $11::bigint[], $12::bigint[]) l
            """;
    private static final String INSERT_PAYMENTS = """
            insert into order_payment (member_id, order_id, no, method, amount_fen, ref)
            select * from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::bigint[], $6::text[]) p
            """;
    private static final String SETTLE = """
            update order_bill b set state = 'SETTLED', version = u.version, earned_points = u.earned_points,
                points_after = u.points_after, account_id = u.account_id, spending_id = u.spending_id,
                accrual_id = u.accrual_id, benefit_uses = u.benefit_uses::uuid[],
                confirmation_hash = u.confirmation_hash, confirmation_request_hash = u.confirmation_request_hash,
                occurred_at = u.occurred_at, settled_at = u.settled_at, closed_at = null
            from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::bigint[], $5::bigint[], $6::uuid[], $7::uuid[],
                $8::uuid[], $9::text[], $10::bytea[], $11::bytea[], $12::timestamptz[], $13::timestamptz[])
                as u (member_id, id, version, earned_points, points_after, account_id, spending_id, accrual_id,
                benefit_uses, confirmation_hash, confirmation_request_hash, occurred_at, settled_at)
            where b.member_id = u.member_id and b.id = u.id and b.version = u.version - 1
            """;
    private static final String REFUND = """
            update order_bill b set state = u.state, version = u.version, refunds = u.refunds,
                refunded_fen = u.refunded_fen, refunded_earning_fen = u.refunded_earning_fen,
                returned_points = u.returned_points, closed_at = u.closed_at
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::integer[], $6::bigint[], $7::bigint[],
                $8::bigint[], $9::timestamptz[]) as u (member_id, id, state, version, refunds, refunded_fen,
                refunded_earning_fen, returned_points, closed_at)
            where b.member_id = u.member_id and b.id = u.id and b.version = u.version - 1
            """;
    private static final String REFUND_LINES = """
            update order_line l set refunded_quantity = u.refunded_quantity, refunded_fen = u.refunded_fen
            from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::bigint[])
                as u (member_id, order_id, no, refunded_quantity, refunded_fen)
            where l.member_id = u.member_id and l.order_id = u.order_id and l.no = u.no
            """;
    private static final String INSERT_REFUNDS = """
            insert into order_refund (member_id, order_id, id, refund_ref, reason, refunded_fen, returned_points,
                taken_points, reversal_id, answer, content_hash, request_hash, actor, refunded_at)
            select member_id, order_id, id, refund_ref, reason, refunded_fen, returned_points, taken_points, reversal_id,
                answer::json, content_hash, request_hash, actor, refunded_at
            from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[], $7::bigint[],
                $8::bigint[], $9::uuid[], $10::text[], $11::bytea[], $12::bytea[], $13::text[], $14::timestamptz[])
                as r (member_id, order_id, id, refund_ref, reason, refunded_fen, returned_points, taken_points,
                reversal_id, answer, content_hash, request_hash, actor, refunded_at)
            """;
    private static final String CLOSE = """
            update order_bill b set state = u.state, version = u.version, closed_at = u.closed_at
            from unnest($1::uuid[], $2::uuid[], $3::text[], $4::integer[], $5::timestamptz[])
                as u (member_id, id, state, version, closed_at)
            where b.member_id = u.member_id and b.id = u.id and b.version = u.version - 1
            """;

    private OrderRows() {}

    /** A row that belongs to an order. */
    private record Owned<T>(OrderBill bill, int no, T row) {
        static <T> List<Owned<T>> all(List<StoredOrder> orders, Function<StoredOrder, List<T>> rows) {
            List<Owned<T>> all = new ArrayList<>();
            for (StoredOrder order : orders) {
                int no = 0;
                for (T row : rows.apply(order)) all.add(new Owned<>(order.bill(), ++no, row));
            }
            return all;
        }
    }

    /** Adds new orders with their lines and payments. */
    static void addNew(WriteSet writes, List<StoredOrder> orders) {
        if (orders.isEmpty()) return;
        addBills(writes, orders.stream().map(StoredOrder::bill).toList());
        List<Owned<BillLine>> lines = Owned.all(orders, StoredOrder::lines);
        writes.add(
                INSERT_LINES,
                SqlArrays.ids(lines, one -> one.bill.memberId()),
                SqlArrays.ids(lines, one -> one.bill.id()),
                SqlArrays.integers(lines, Owned::no),
                SqlArrays.texts(lines, one -> one.row.ref()),
                SqlArrays.texts(lines, one -> one.row.dishCode()),
                SqlArrays.texts(lines, one -> one.row.categoryCode()),
                SqlArrays.longs(lines, one -> one.row.unitPriceFen()),
                SqlArrays.integers(lines, one -> one.row.quantity()),
                SqlArrays.longs(lines, one -> one.row.discountFen()),
                SqlArrays.longs(lines, one -> one.row.points()),
                SqlArrays.longs(lines, one -> one.row.pointsFen()),
                SqlArrays.longs(lines, one -> one.row.paidFen()));
        addPayments(writes, orders);
    }

    private static void addPayments(WriteSet writes, List<StoredOrder> orders) {
        List<Owned<PaymentReport>> payments = Owned.all(orders, StoredOrder::payments);
        if (payments.isEmpty()) return;
        writes.add(
                INSERT_PAYMENTS,
                SqlArrays.ids(payments, one -> one.bill.memberId()),
                SqlArrays.ids(payments, one -> one.bill.id()),
                SqlArrays.integers(payments, Owned::no),
                SqlArrays.texts(payments, one -> one.row.method()),
                SqlArrays.longs(payments, one -> one.row.amountFen()),
                SqlArrays.texts(payments, one -> one.row.ref()));
    }

    private static void addBills(WriteSet writes, List<OrderBill> bills) {
        List<Placed> placed = bills.stream().map(OrderBill::placed).toList();
        List<Amounts> amounts = bills.stream().map(OrderBill::amounts).toList();
        writes.add(
                INSERT_BILLS,
                SqlArrays.ids(bills, OrderBill::memberId),
                SqlArrays.ids(bills, OrderBill::id),
                SqlArrays.texts(bills, bill -> bill.state().name()),
                SqlArrays.texts(placed, one -> one.key().source()),
                SqlArrays.texts(placed, one -> one.key().ref()),
                SqlArrays.ids(placed, Placed::storeId),
                SqlArrays.texts(placed, one -> one.reference().orderRef()),
                placed.stream().map(one -> one.reference().businessDate()).toArray(LocalDate[]::new),
                SqlArrays.texts(placed, one -> one.channel().name()),
                SqlArrays.longs(amounts, Amounts::goodsFen),
                SqlArrays.longs(amounts, Amounts::feesFen),
                SqlArrays.longs(amounts, Amounts::discountFen),
                SqlArrays.longs(amounts, Amounts::points),
                SqlArrays.longs(amounts, Amounts::pointsFen),
                SqlArrays.longs(amounts, Amounts::paidFen),
                SqlArrays.longs(amounts, Amounts::earningFen),
                booked(bills, Booked::earnedPoints),
                booked(bills, Booked::pointsAfter),
                SqlArrays.texts(bills, bill -> SqlArrays.idList(bill.couponIds())),
                SqlArrays.texts(bills, bill -> SqlArrays.idList(bill.benefitUses())),
                bookedIds(bills, Booked::accountId),
                SqlArrays.ids(bills, OrderBill::holdId),
                bookedIds(bills, Booked::spendingId),
                bookedIds(bills, Booked::accrualId),
                SqlArrays.texts(bills, OrderBill::price),
                placed.stream().map(one -> Buffer.buffer(one.asked().content())).toArray(Buffer[]::new),
                placed.stream().map(one -> Buffer.buffer(one.asked().request())).toArray(Buffer[]::new),
                placed.stream().map(Placed::mayBeCancelled).toArray(Boolean[]::new),
                SqlArrays.texts(placed, Placed::actor),
                SqlArrays.timestamps(placed, Placed::occurredAt),
                SqlArrays.timestamps(placed, Placed::at),
                SqlArrays.timestamps(placed, Placed::expiresAt),
                SqlArrays.timestamps(bills, OrderRows::settledAt));
    }

    private static @Nullable Instant settledAt(OrderBill bill) {
        return bill.booked() == null ? null : bill.booked().at();
    }

    private static @Nullable UUID[] bookedIds(List<OrderBill> bills, Function<Booked, @Nullable UUID> column) {
        return SqlArrays.ids(bills, bill -> bill.booked() == null ? null : column.apply(bill.booked()));
    }

    private static @Nullable Long[] booked(List<OrderBill> bills, Function<Booked, Long> column) {
        return bills.stream()
                .map(bill -> bill.booked() == null ? null : column.apply(bill.booked()))
                .toArray(Long[]::new);
    }

    /** Adds what confirmations did: the orders as they are afterwards, with the payments that they reported. */
    static void addSettled(WriteSet writes, List<StoredOrder> orders) {
        if (orders.isEmpty()) return;
        List<OrderBill> bills = orders.stream().map(StoredOrder::bill).toList();
        List<Booked> booked = bills.stream().map(OrderBill::requireBooked).toList();
        List<OrderBill.Asked> asked =
                bills.stream().map(OrderBill::requireConfirmation).toList();
        writes.addComplete(
                SETTLE,
                SqlArrays.ids(bills, OrderBill::memberId),
                SqlArrays.ids(bills, OrderBill::id),
                SqlArrays.integers(bills, OrderBill::version),
                SqlArrays.longs(booked, Booked::earnedPoints),
                SqlArrays.longs(booked, Booked::pointsAfter),
                SqlArrays.ids(booked, Booked::accountId),
                SqlArrays.ids(booked, Booked::spendingId),
                SqlArrays.ids(booked, Booked::accrualId),
                SqlArrays.texts(bills, bill -> SqlArrays.idList(bill.benefitUses())),
                asked.stream().map(one -> Buffer.buffer(one.content())).toArray(Buffer[]::new),
                asked.stream().map(one -> Buffer.buffer(one.request())).toArray(Buffer[]::new),
                SqlArrays.timestamps(bills, bill -> bill.placed().occurredAt()),
                SqlArrays.timestamps(booked, Booked::at));
        addPayments(writes, orders);
    }

    /** Adds what refunds did: the orders as they are afterwards, the lines that changed, and the refunds. */
    static void addRefunded(WriteSet writes, List<StoredRefund> refunds) {
        if (refunds.isEmpty()) return;
        List<OrderBill> bills = refunds.stream().map(StoredRefund::after).toList();
        writes.addComplete(
                REFUND,
                SqlArrays.ids(bills, OrderBill::memberId),
                SqlArrays.ids(bills, OrderBill::id),
                SqlArrays.texts(bills, bill -> bill.state().name()),
                SqlArrays.integers(bills, OrderBill::version),
                SqlArrays.integers(bills, bill -> bill.returned().refunds()),
                SqlArrays.longs(bills, bill -> bill.returned().fen()),
                SqlArrays.longs(bills, bill -> bill.returned().earningFen()),
                SqlArrays.longs(bills, bill -> bill.returned().points()),
                SqlArrays.timestamps(bills, OrderBill::closedAt));
        addLines(writes, refunds);
        writes.add(
                INSERT_REFUNDS,
                SqlArrays.ids(bills, OrderBill::memberId),
                SqlArrays.ids(bills, OrderBill::id),
                SqlArrays.ids(refunds, StoredRefund::id),
                SqlArrays.texts(refunds, StoredRefund::refundRef),
                SqlArrays.texts(refunds, StoredRefund::reason),
                SqlArrays.longs(refunds, refund -> refund.plan().plan().moneyFen()),
                SqlArrays.longs(refunds, refund -> refund.plan().plan().points()),
                SqlArrays.longs(refunds, StoredRefund::takenPoints),
                SqlArrays.ids(refunds, StoredRefund::reversalId),
                SqlArrays.texts(refunds, StoredRefund::answer),
                refunds.stream()
                        .map(one -> Buffer.buffer(one.asked().content()))
                        .toArray(Buffer[]::new),
                refunds.stream()
                        .map(one -> Buffer.buffer(one.asked().request()))
                        .toArray(Buffer[]::new),
                SqlArrays.texts(refunds, StoredRefund::actor),
                SqlArrays.timestamps(refunds, StoredRefund::at));
    }

    private static void addLines(WriteSet writes, List<StoredRefund> refunds) {
        List<Owned<BillLine>> lines = new ArrayList<>();
        for (StoredRefund refund : refunds) {
            for (BillLine line : refund.plan().lines()) lines.add(new Owned<>(refund.after(), line.no(), line));
        }
        writes.addComplete(
                REFUND_LINES,
                SqlArrays.ids(lines, one -> one.bill.memberId()),
                SqlArrays.ids(lines, one -> one.bill.id()),
                SqlArrays.integers(lines, Owned::no),
                SqlArrays.integers(lines, one -> one.row.refundedQuantity()),
                SqlArrays.longs(lines, one -> one.row.refundedFen()));
    }

    /** Adds orders that are over without having been paid, as they are afterwards. */
    static void addClosed(WriteSet writes, List<OrderBill> bills) {
        if (bills.isEmpty()) return;
        writes.addComplete(
                CLOSE,
                SqlArrays.ids(bills, OrderBill::memberId),
                SqlArrays.ids(bills, OrderBill::id),
                SqlArrays.texts(bills, bill -> bill.state().name()),
                SqlArrays.integers(bills, OrderBill::version),
                SqlArrays.timestamps(bills, OrderBill::closedAt));
    }
}
