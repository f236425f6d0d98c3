package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads members' coupons. */
@ApplicationScoped
class CouponQueries {
    private static final String SELECT = """
            select c.id as coupon_id, c.member_id, c.state as coupon_state, c.source, c.issued_at,
                c.valid_from as usable_from, c.expires_at, c.used_at, c.used_store_id, c.used_bill,
                c.used_amount_fen,
            """ + TemplateQueries.COLUMNS + """
             from coupon c
            join coupon_template_version t on t.id = c.template_id and t.version = c.template_version
            where c.member_id = $1
            """;
    private static final String ONE = SELECT + " and c.id = $2";
    private static final String PAGE = SELECT + """
             and c.id < $2
                and ($3::text is null
                    or $3 = case when c.state = 'ISSUED' and c.expires_at <= $4 then 'EXPIRED' else c.state end)
            order by c.id desc limit $5
            """;

    /** A member's coupon. */
    Uni<Optional<HeldCoupon>> one(SqlClient client, UUID memberId, UUID couponId) {
        return client.preparedQuery(ONE)
                .execute(Tuple.of(memberId, couponId))
                .map(rows -> rows.stream().map(CouponQueries::coupon).findFirst());
    }

    /** A member's coupons, newest first; with a state, those that are in it at the given instant. */
    Uni<List<HeldCoupon>> page(
            SqlClient client, UUID memberId, UUID before, @Nullable CouponState state, Instant now, int rows) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(memberId, before, state == null ? null : state.name(), timestamp(now), rows))
                .map(found -> found.stream().map(CouponQueries::coupon).toList());
    }

    private static HeldCoupon coupon(Row row) {
        return new HeldCoupon(
                row.getUUID("coupon_id"),
                row.getUUID("member_id"),
                row.getString("code"),
                row.getString("name"),
                row.getString("description"),
                TemplateQueries.terms(row),
                CouponState.valueOf(row.getString("coupon_state")),
                CouponSource.valueOf(row.getString("source")),
                instant(row, "issued_at"),
                instant(row, "usable_from"),
                instant(row, "expires_at"),
                use(row));
    }

    private static HeldCoupon.@Nullable Use use(Row row) {
        @Nullable Instant at = instantOrNull(row, "used_at");
        if (at == null) return null;
        return new HeldCoupon.Use(
                at, row.getUUID("used_store_id"), row.getString("used_bill"), row.getLong("used_amount_fen"));
    }
}
