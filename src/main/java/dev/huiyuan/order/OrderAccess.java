package dev.huiyuan.order;

import dev.huiyuan.shared.caller.Caller;
import dev.huiyuan.shared.problem.ProblemCode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Finds orders for those who may know them: members their own, also from before a merge, staff those of their stores. */
@ApplicationScoped
class OrderAccess {
    private static final String IS_OWN = """
            with recursive person (member_id) as (
                select $1::uuid union select a.member_id from order_alias a join person p on a.into_id = p.member_id)
            select exists (select from person where member_id = $2) as own
            """;

    private final OrderTable table;
    private final Pool pool;

    OrderAccess(OrderTable table, Pool pool) {
        this.table = table;
        this.pool = pool;
    }

    /** An order; problem {@code order-not-found} where there is none that the caller may know. */
    Uni<StoredOrder> find(Caller caller, UUID id) {
        return table.find(pool, id)
                .map(found -> found.orElseThrow(ProblemCode.ORDER_NOT_FOUND::with))
                .call(order -> require(pool, caller, order.bill()));
    }

    /** Problem {@code order-not-found} for an order that the caller may not know. */
    Uni<Void> require(SqlClient client, Caller caller, OrderBill bill) {
        if (caller.kind() != Caller.Kind.MEMBER) {
            if (!caller.mayActFor(bill.placed().storeId())) throw ProblemCode.ORDER_NOT_FOUND.with();
            return Uni.createFrom().voidItem();
        }
        if (caller.id().equals(bill.memberId())) return Uni.createFrom().voidItem();
        return client.preparedQuery(IS_OWN)
                .execute(Tuple.of(caller.id(), bill.memberId()))
                .invoke(rows -> {
                    boolean own = rows.iterator().next().getBoolean("own");
                    if (!own) throw ProblemCode.ORDER_NOT_FOUND.with();
                })
                .replaceWithVoid();
    }
}
