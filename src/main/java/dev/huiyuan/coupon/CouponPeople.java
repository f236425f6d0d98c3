package dev.huiyuan.coupon;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Which accounts are of one person: who names an account that was merged means the coupon wherever it has gone, and what
 * comes back belongs to the account that goes on.
 */
@ApplicationScoped
class CouponPeople {
    /** How many accounts, one merged into the next, are looked at: no person has as many. */
    private static final int MAX_ACCOUNTS = 100;

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('coupon_person ' || $1::uuid, 0))";
    private static final String ACCOUNTS = """
            with recursive up (member_id, place) as (
                select $1::uuid, 1
                union all select a.into_id, u.place + 1 from up u join coupon_alias a on a.member_id = u.member_id
                where u.place < $2)
            select member_id from up order by place
            """;
    private static final String MERGE =
            "insert into coupon_alias (member_id, into_id) values ($1, $2) on conflict do nothing";
    private static final String SEPARATE = "delete from coupon_alias where member_id = $1 and into_id = $2";

    private final OrderCoupons coupons;

    CouponPeople(OrderCoupons coupons) {
        this.coupons = coupons;
    }

    /**
     * A coupon under its lock.
     *
     * @param heirId the account of its person that goes on
     */
    record Held(OwnedCoupon coupon, UUID heirId) {}

    /**
     * Locks a coupon of a person until the transaction ends. A merge on its way is waited for, and one to come waits: none
     * passes by what this transaction is about to free.
     *
     * @param ref the coupon, under any account that it has been on
     */
    Uni<Optional<Held>> lock(SqlConnection connection, CouponRef ref) {
        return settled(connection, ref.memberId(), ref.memberId())
                .chain(accounts -> coupons.lock(connection, refs(accounts, ref.couponId()))
                        .map(found -> find(found, accounts, ref.couponId())));
    }

    private static List<CouponRef> refs(List<UUID> accounts, UUID couponId) {
        return accounts.stream()
                .map(account -> new CouponRef(account, couponId))
                .toList();
    }

    private static Optional<Held> find(Map<CouponRef, OwnedCoupon> found, List<UUID> accounts, UUID couponId) {
        return refs(accounts, couponId).stream()
                .flatMap(ref -> Optional.ofNullable(found.get(ref)).stream())
                .findFirst()
                .map(coupon -> new Held(coupon, accounts.getLast()));
    }

    /** The accounts once the last one of them is kept as it is: each waits for one merge more. */
    private Uni<List<UUID>> settled(SqlConnection connection, UUID memberId, UUID lastId) {
        return keep(connection, lastId)
                .chain(() -> accounts(connection, memberId))
                .chain(accounts -> accounts.getLast().equals(lastId) || accounts.size() == MAX_ACCOUNTS
                        ? Uni.createFrom().item(accounts)
                        : settled(connection, memberId, accounts.getLast()));
    }

    /** Keeps an account from being merged or separated until the transaction ends. */
    private static Uni<Void> keep(SqlConnection connection, UUID memberId) {
        return connection.preparedQuery(LOCK).execute(Tuple.of(memberId)).replaceWithVoid();
    }

    /** An account, then those that it was merged into, one after the other. */
    Uni<List<UUID>> accounts(SqlClient client, UUID memberId) {
        return client.preparedQuery(ACCOUNTS)
                .execute(Tuple.of(memberId, MAX_ACCOUNTS))
                .map(rows -> rows.stream().map(row -> row.getUUID("member_id")).toList());
    }

    /** Remembers that an account goes on as another one; who frees one of its coupons waits until the merge is done. */
    Uni<Void> merge(SqlConnection connection, UUID fromId, UUID intoId) {
        return change(connection, MERGE, fromId, intoId);
    }

    /** Forgets that again. */
    Uni<Void> separate(SqlConnection connection, UUID fromId, UUID intoId) {
        return change(connection, SEPARATE, fromId, intoId);
    }

    private static Uni<Void> change(SqlConnection connection, String sql, UUID fromId, UUID intoId) {
        return keep(connection, fromId)
                .chain(() -> connection.preparedQuery(sql).execute(Tuple.of(fromId, intoId)))
                .replaceWithVoid();
    }
}
