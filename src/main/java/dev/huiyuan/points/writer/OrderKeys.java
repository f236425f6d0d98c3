package dev.huiyuan.points.writer;

import dev.huiyuan.points.core.BillRef;
import dev.huiyuan.points.core.BusinessKey;
import dev.huiyuan.points.core.EntryType;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.sql.SqlArrays;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Whoever takes dated orders passes the gate of their number, which stands before all keys; an event of an order whose date
 * it does not tell closes it, so that it and the order cannot miss each other. There are few gates: numbers share them.
 *
 * <p>Business keys of orders that a transaction claims for the moment: an order that is being booked is waited for, and one
 * that comes later waits. The row itself is gone when the transaction ends.
 */
@ApplicationScoped
public class OrderKeys {
    private static final UUID NOBODY = new UUID(0, 0);
    private static final String TAKE = """
            insert into business_key (source, ref, kind, member_id, entry_id)
            select k.*, $4, $5 from unnest($1::text[], $2::text[], $3::text[]) k on conflict do nothing
            """;
    private static final String FREE = """
            delete from business_key b using unnest($1::text[], $2::text[], $3::text[]) as k (source, ref, kind)
            where b.source = k.source and b.ref = k.ref and b.kind = k.kind and b.member_id = $4
            """;

    private static final int GATES = 1024;
    /** Tells gates from other advisory locks. */
    private static final int GATE = 0x6761_7465;

    private static final String PASS = "select pg_advisory_xact_lock_shared($1, g) from unnest($2::integer[]) as g (g)";
    private static final String CLOSE = "select pg_advisory_xact_lock($1, $2)";
    private static final String IS_DATED = """
            select 1 from business_key where source = $1 and ref = any($2) and kind = 'ACCRUAL' limit 1
            """;

    private final Ids ids;

    OrderKeys(Ids ids) {
        this.ids = ids;
    }

    /** Passes the gates of dated orders; nothing for others. It comes before any key is claimed. */
    static Uni<Void> pass(SqlConnection connection, Collection<BusinessKey> keys) {
        Integer[] gates = keys.stream()
                .filter(key -> key.kind() == EntryType.ACCRUAL && BillRef.isDated(key.ref()))
                .map(OrderKeys::gate)
                .distinct()
                .sorted()
                .toArray(Integer[]::new);
        if (gates.length == 0) return Uni.createFrom().voidItem();
        return connection.preparedQuery(PASS).execute(Tuple.of(GATE, gates)).replaceWithVoid();
    }

    private static int gate(BusinessKey key) {
        return Math.floorMod((key.source() + ' ' + BillRef.number(key.ref())).hashCode(), GATES);
    }

    /**
     * Closes the gate of an order whose date is not told, until the transaction ends. It comes before any key is claimed.
     *
     * @param key the order's, without a date
     * @param dated what it may be called with one
     * @return whether there is such an order
     */
    Uni<Boolean> close(SqlConnection connection, BusinessKey key, List<String> dated) {
        return connection
                .preparedQuery(CLOSE)
                .execute(Tuple.of(GATE, gate(key)))
                .chain(() -> connection
                        .preparedQuery(IS_DATED)
                        .execute(Tuple.of(key.source(), dated.toArray(String[]::new))))
                .map(rows -> rows.rowCount() > 0);
    }

    /**
     * Claims keys until they are freed, which the same transaction must do.
     *
     * @param keys all that the transaction will claim, so that everybody claims in the same order
     * @return false where one of them is somebody's; the others are claimed all the same
     */
    public Uni<Boolean> take(SqlConnection connection, Collection<BusinessKey> keys) {
        List<BusinessKey> sorted = sorted(keys);
        return pass(connection, sorted)
                .chain(() -> connection
                        .preparedQuery(TAKE)
                        .execute(Tuple.of(sources(sorted), refs(sorted), kinds(sorted), NOBODY, ids.next())))
                .map(taken -> taken.rowCount() == sorted.size());
    }

    /** Gives claimed keys back: others wait for them until the transaction ends. */
    public Uni<Void> free(SqlConnection connection, Collection<BusinessKey> keys) {
        List<BusinessKey> sorted = sorted(keys);
        return connection
                .preparedQuery(FREE)
                .execute(Tuple.of(sources(sorted), refs(sorted), kinds(sorted), NOBODY))
                .replaceWithVoid();
    }

    private static List<BusinessKey> sorted(Collection<BusinessKey> keys) {
        return keys.stream().sorted(BusinessKey.LOCK_ORDER).toList();
    }

    private static String[] sources(List<BusinessKey> keys) {
        return SqlArrays.texts(keys, BusinessKey::source);
    }

    private static String[] refs(List<BusinessKey> keys) {
        return SqlArrays.texts(keys, BusinessKey::ref);
    }

    private static String[] kinds(List<BusinessKey> keys) {
        return SqlArrays.texts(keys, key -> key.kind().name());
    }
}
