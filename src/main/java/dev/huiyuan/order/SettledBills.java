package dev.huiyuan.order;

import dev.huiyuan.points.OrdersOfBills;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.points.core.LedgerEntry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Tells the ledger which of its entries are of orders. */
@ApplicationScoped
class SettledBills implements OrdersOfBills {
    private static final String BY_ACCRUAL = """
            select id from order_bill where source = $1 and ref = $2 and state in ('PENDING', 'SETTLED', 'REFUNDED')
                and accrual_id = $3
            """;
    /** On the order's account, or on the one that it was merged into. */
    private static final String BY_SPENDING = """
            with recursive person (member_id) as (select $1::uuid
                union select a.member_id from order_alias a join person p on a.into_id = p.member_id)
            select b.id from person p join order_bill b on b.member_id = p.member_id and b.spending_id = $2
            """;

    private final Pool pool;

    SettledBills(Pool pool) {
        this.pool = pool;
    }

    @Override
    public Uni<Optional<UUID>> orderOf(LedgerEntry entry) {
        if (entry.type() == EntryType.ACCRUAL) {
            return read(BY_ACCRUAL, Tuple.of(entry.key().source(), entry.key().ref(), entry.id()));
        }
        return read(BY_SPENDING, Tuple.of(entry.memberId(), entry.id()));
    }

    private Uni<Optional<UUID>> read(String sql, Tuple values) {
        return pool.preparedQuery(sql)
                .execute(values)
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).findFirst());
    }
}
