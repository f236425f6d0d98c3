package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;
import static dev.huiyuan.shared.sql.SqlTypes.timestampOrNull;

import dev.huiyuan.shared.sql.WriteSet;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes steps of coupons' lives, as parts of a {@link WriteSet}. */
final class CouponTable {
    /** The number of steps is the condition: whoever comes second finds no such row. */
    private static final String CHANGE = """
            update coupon c set state = u.state, steps = u.steps, expires_at = u.expires_at,
                grace_given = u.grace_given, locked_by = u.locked_by, locked_until = u.locked_until,
                used_at = u.used_at, used_store_id = u.used_store_id, used_bill = u.used_bill,
                used_channel = u.used_channel, used_amount_fen = u.used_amount_fen,
                used_discount_fen = u.used_discount_fen, ended_at = u.ended_at
            from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::integer[], $6::timestamptz[],
                $7::boolean[], $8::text[], $9::timestamptz[], $10::timestamptz[], $11::uuid[], $12::text[],
                $13::text[], $14::bigint[], $15::bigint[], $16::timestamptz[]) as u (member_id, id, before, state,
                steps, expires_at, grace_given, locked_by, locked_until, used_at, used_store_id, used_bill,
                used_channel, used_amount_fen, used_discount_fen, ended_at)
            where c.member_id = u.member_id and c.id = u.id and c.steps = u.before
            """;

    private static final String HISTORY = """
            insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, store_id, ref, reason)
            select member_id, coupon_id, step, type, occurred_at, actor, store_id, ref, reason
            from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::timestamptz[], $6::text[], $7::uuid[],
                $8::text[], $9::text[]) as h (member_id, coupon_id, step, type, occurred_at, actor, store_id, ref,
                reason)
            """;

    private CouponTable() {}

    /**
     * A coupon that changes.
     *
     * @param before as it was locked
     * @param after as it is to be
     */
    record Change(OwnedCoupon before, OwnedCoupon after) {
        private OwnedCoupon.@Nullable Use use() {
            return after.use();
        }
    }

    /** Adds the coupons, which must all be as they were. */
    static void addChanges(WriteSet writes, List<Change> changes) {
        List<Change> rows = changes.stream()
                .sorted(Comparator.comparing((Change change) -> change.after().memberId())
                        .thenComparing(change -> change.after().id()))
                .toList();
        writes.addComplete(
                CHANGE,
                column(rows, UUID[]::new, row -> row.after().memberId()),
                column(rows, UUID[]::new, row -> row.after().id()),
                column(rows, Integer[]::new, row -> row.before().steps()),
                column(rows, String[]::new, row -> row.after().state().name()),
                column(rows, Integer[]::new, row -> row.after().steps()),
                column(rows, OffsetDateTime[]::new, row -> timestamp(row.after().expiresAt())),
                column(rows, Boolean[]::new, row -> row.after().graceGiven()),
                lock(rows, String[]::new, OwnedCoupon.Lock::by),
                lock(rows, OffsetDateTime[]::new, lock -> timestamp(lock.until())),
                use(rows, OffsetDateTime[]::new, use -> timestamp(use.at())),
                use(rows, UUID[]::new, OwnedCoupon.Use::storeId),
                use(rows, String[]::new, OwnedCoupon.Use::bill),
                use(
                        rows,
                        String[]::new,
                        use -> use.channel() == null ? null : use.channel().name()),
                use(rows, Long[]::new, OwnedCoupon.Use::amountFen),
                use(rows, Long[]::new, OwnedCoupon.Use::discountFen),
                column(
                        rows,
                        OffsetDateTime[]::new,
                        row -> timestampOrNull(row.after().endedAt())));
    }

    /** Adds rows of history. */
    static void addHistory(WriteSet writes, List<CouponStep> steps) {
        writes.add(
                HISTORY,
                column(steps, UUID[]::new, step -> step.after().memberId()),
                column(steps, UUID[]::new, step -> step.after().id()),
                column(steps, Integer[]::new, step -> step.after().steps()),
                column(steps, String[]::new, step -> step.type().name()),
                column(steps, OffsetDateTime[]::new, step -> timestamp(step.at())),
                column(steps, String[]::new, CouponStep::actor),
                column(steps, UUID[]::new, CouponStep::storeId),
                column(steps, String[]::new, CouponStep::ref),
                column(steps, String[]::new, CouponStep::reason));
    }

    private static <V> @Nullable Object[] lock(
            List<Change> rows, IntFunction<@Nullable V[]> array, Function<OwnedCoupon.Lock, @Nullable V> value) {
        return column(
                rows,
                array,
                row -> row.after().lock() == null
                        ? null
                        : value.apply(row.after().lock()));
    }

    private static <V> @Nullable Object[] use(
            List<Change> rows, IntFunction<@Nullable V[]> array, Function<OwnedCoupon.Use, @Nullable V> value) {
        return column(rows, array, row -> row.use() == null ? null : value.apply(row.use()));
    }

    private static <T, V> @Nullable Object[] column(
            List<T> rows, IntFunction<@Nullable V[]> array, Function<T, @Nullable V> value) {
        @Nullable V[] cells = array.apply(rows.size());
        for (int i = 0; i < cells.length; i++) cells[i] = value.apply(rows.get(i));
        return cells;
    }
}
