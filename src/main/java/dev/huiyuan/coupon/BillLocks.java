package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlArrays.ids;
import static dev.huiyuan.shared.sql.SqlArrays.texts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;

/**
 * One at a time for a bill of a member: which coupons go together is judged on what the bill has used so far, and nothing
 * else need be common to two of them that come by presences of their own.
 */
@ApplicationScoped
class BillLocks {
    /** In order of the keys, so that batches with the same bills wait for one another in turn. */
    private static final String LOCK = """
            select pg_advisory_xact_lock(k.key) from (
                select distinct hashtextextended('coupon_bill ' || m || ' ' || s || ' ' || b, 0) as key
                from unnest($1::uuid[], $2::uuid[], $3::text[]) as asked (m, s, b) order by 1) k
            """;

    /** Locks bills until the transaction ends; before coupons, after presences. */
    Uni<Void> lock(SqlConnection connection, Set<OrderCoupons.StoreBill> bills) {
        if (bills.isEmpty()) return Uni.createFrom().voidItem();
        List<OrderCoupons.StoreBill> rows = List.copyOf(bills);
        return connection
                .preparedQuery(LOCK)
                .execute(Tuple.of(
                        ids(rows, OrderCoupons.StoreBill::memberId),
                        ids(rows, OrderCoupons.StoreBill::storeId),
                        texts(rows, OrderCoupons.StoreBill::bill)))
                .replaceWithVoid();
    }
}
