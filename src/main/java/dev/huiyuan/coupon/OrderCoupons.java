package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.ProgrammeService;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Coupons for orders: what a member may use, and the steps of many orders' coupons in one batch. */
@ApplicationScoped
public class OrderCoupons {
    /** How many usable coupons of a member are looked at, nearest end first. */
    public static final int MAX_USABLE = 200;

    private static final String FROM_KEYS = """
             from (select k.id, k.member_id from unnest($1::uuid[], $2::uuid[]) as k (member_id, id)) asked
            join coupon c on c.member_id = asked.member_id and c.id = asked.id
            join coupon_template_version t on t.id = c.template_id and t.version = c.template_version
            order by c.member_id, c.id
            """;
    private static final String BY_IDS = CouponQueries.COLUMNS + FROM_KEYS;
    private static final String LOCK = BY_IDS + " for no key update of c";
    private static final String USABLE = CouponQueries.COLUMNS + """
             from unnest($1::uuid[]) as asked (holder_id) cross join lateral (
                select * from (
                    (select member_id, id, expires_at from coupon
                        where member_id = asked.holder_id and state = 'ISSUED' and expires_at > $2 and valid_from <= $2
                        order by expires_at, id limit $3)
                    union all
                    (select member_id, id, expires_at from coupon
                        where member_id = asked.holder_id and state = 'LOCKED' and locked_until <= $2 and expires_at > $2
                            and valid_from <= $2
                        order by id limit $3)) either
                order by expires_at, id limit $3) u
            join coupon c on c.member_id = u.member_id and c.id = u.id
            join coupon_template_version t on t.id = c.template_id and t.version = c.template_version
            order by u.member_id, u.expires_at, u.id
            """;

    private static final String USED_FOR = CouponQueries.COLUMNS + """
             from (select * from unnest($1::uuid[], $2::uuid[], $3::text[])
                as b (member_id, store_id, bill)) asked
            join coupon c on c.member_id = asked.member_id and c.used_store_id = asked.store_id
                and c.used_bill = asked.bill and c.state = 'USED'
            join coupon_template_version t on t.id = c.template_id and t.version = c.template_version
            """;

    private final ProgrammeService programme;
    private final CouponAnnouncer announcer;

    OrderCoupons(ProgrammeService programme, CouponAnnouncer announcer) {
        this.programme = programme;
        this.announcer = announcer;
    }

    /**
     * What members can use at an instant, each one's nearest end first, {@value #MAX_USABLE} a member at most. Whether store,
     * channel, hours and bill fit is for the terms to say.
     */
    public Uni<List<OwnedCoupon>> usable(SqlClient client, Collection<UUID> memberIds, Instant at) {
        if (memberIds.isEmpty()) return Uni.createFrom().item(List.of());
        return client.preparedQuery(USABLE)
                .execute(Tuple.of(memberIds.toArray(UUID[]::new), timestamp(at), MAX_USABLE))
                .map(rows -> rows.stream().map(CouponQueries::coupon).toList());
    }

    /** Coupons by key, in order of their keys; what there is not is left out. */
    public Uni<List<OwnedCoupon>> byIds(SqlClient client, Collection<CouponRef> refs) {
        if (refs.isEmpty()) return Uni.createFrom().item(List.of());
        return client.preparedQuery(BY_IDS)
                .execute(keys(refs))
                .map(rows -> rows.stream().map(CouponQueries::coupon).toList());
    }

    /**
     * Locks coupons of many orders in order of their keys, in one statement, until the transaction ends.
     *
     * @return the coupons as they are under the lock; what there is not is left out
     */
    public Uni<Map<CouponRef, OwnedCoupon>> lock(SqlConnection connection, Collection<CouponRef> refs) {
        if (refs.isEmpty()) return Uni.createFrom().item(Map.of());
        return connection.preparedQuery(LOCK).execute(keys(refs)).map(rows -> {
            Map<CouponRef, OwnedCoupon> coupons = HashMap.newHashMap(rows.size());
            rows.forEach(row -> {
                OwnedCoupon coupon = CouponQueries.coupon(row);
                coupons.put(coupon.ref(), coupon);
            });
            return coupons;
        });
    }

    /** A till's bill of a member. */
    record StoreBill(UUID memberId, UUID storeId, String bill) {}

    /** What members have used for bills. */
    Uni<List<OwnedCoupon>> usedFor(SqlConnection connection, Set<StoreBill> bills) {
        if (bills.isEmpty()) return Uni.createFrom().item(List.of());
        return connection
                .preparedQuery(USED_FOR)
                .execute(Tuple.of(
                        bills.stream().map(StoreBill::memberId).toArray(UUID[]::new),
                        bills.stream().map(StoreBill::storeId).toArray(UUID[]::new),
                        bills.stream().map(StoreBill::bill).toArray(String[]::new)))
                .map(rows -> rows.stream().map(CouponQueries::coupon).toList());
    }

    /**
     * A collector of the steps of one batch.
     *
     * @param now when the steps happen
     */
    public CouponChanges changes(Instant now) {
        return new CouponChanges(now, programme.zone(), announcer);
    }

    private static Tuple keys(Collection<CouponRef> refs) {
        List<CouponRef> keys = List.copyOf(Set.copyOf(refs));
        return Tuple.of(
                keys.stream().map(CouponRef::memberId).toArray(UUID[]::new),
                keys.stream().map(CouponRef::couponId).toArray(UUID[]::new));
    }
}
