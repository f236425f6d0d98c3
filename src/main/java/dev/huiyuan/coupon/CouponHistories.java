package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instant;

import dev.huiyuan.programme.ProgrammeService;
import dev.huiyuan.shared.paging.Cursor;
import dev.huiyuan.shared.paging.Page;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a coupon's life, latest first. */
@ApplicationScoped
class CouponHistories {
    private static final int MAX_STEPS = 1_000;

    private static final String PAGE = """
            select step, type, occurred_at, actor, store_id, ref, reason from coupon_event
            where member_id = $1 and coupon_id = $2 and step < $3 order by step desc limit $4
            """;

    private final Pool pool;
    private final ProgrammeService programme;

    CouponHistories(Pool pool, ProgrammeService programme) {
        this.pool = pool;
        this.programme = programme;
    }

    /** A coupon's steps; problem {@code coupon-not-found}. */
    Uni<Page<CouponHistoryEntry>> of(CouponRef ref, @Nullable String cursor, int limit) {
        return pool.preparedQuery(PAGE)
                .execute(Tuple.of(ref.memberId(), ref.couponId(), before(cursor), limit + 1))
                .map(rows -> rows.stream().map(this::entry).toList())
                .map(entries -> {
                    if (entries.isEmpty() && cursor == null) throw ProblemCode.COUPON_NOT_FOUND.with();
                    return page(entries, limit);
                });
    }

    private static Page<CouponHistoryEntry> page(List<CouponHistoryEntry> entries, int limit) {
        return Page.of(entries, limit, entry -> new UUID(0, entry.step()));
    }

    /** A place in a history is the number of a step. */
    private static int before(@Nullable String cursor) {
        if (cursor == null) return MAX_STEPS + 1;
        UUID place = Cursor.decode(cursor);
        long step = place.getLeastSignificantBits();
        if (place.getMostSignificantBits() != 0 || step < 1 || step > MAX_STEPS)
            throw ProblemCode.CURSOR_INVALID.with();
        return (int) step;
    }

    private CouponHistoryEntry entry(Row row) {
        return new CouponHistoryEntry(
                row.getInteger("step"),
                CouponStep.Type.valueOf(row.getString("type")),
                CouponDates.local(instant(row, "occurred_at"), programme.zone()),
                row.getString("actor"),
                row.getUUID("store_id"),
                row.getString("ref"),
                row.getString("reason"));
    }
}
