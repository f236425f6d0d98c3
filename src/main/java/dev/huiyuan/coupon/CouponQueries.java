package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.programme.Channel;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads members' coupons. */
@ApplicationScoped
class CouponQueries {
    /** The columns that {@link #coupon} reads. */
    static final String COLUMNS = """
            select c.id as coupon_id, c.member_id, c.template_id, c.template_version, c.state as coupon_state, c.steps,
                c.source, c.issued_at, c.valid_from as usable_from, c.expires_at, c.grace_given, c.locked_by,
                c.locked_until, c.used_at, c.used_store_id, c.used_bill, c.used_channel, c.used_amount_fen,
                c.used_discount_fen, c.ended_at,
            """ + TemplateQueries.COLUMNS;

    private static final String FROM = """
             from coupon c
            join coupon_template_version t on t.id = c.template_id and t.version = c.template_version
            """;
    private static final String PAGE = COLUMNS + FROM + """
             where c.member_id = $1 and c.id < $2
                and ($3::text is null
                    or $3 = case when (c.state = 'ISSUED' or c.state = 'LOCKED' and c.locked_until <= $4)
                        then case when c.expires_at <= $4 then 'EXPIRED' else 'ISSUED' end else c.state end)
            order by c.id desc limit $5
            """;

    /** A member's coupons, newest first; with a state, those that are in it at the given instant. */
    Uni<List<OwnedCoupon>> page(
            SqlClient client, UUID memberId, UUID before, @Nullable CouponState state, Instant now, int rows) {
        return client.preparedQuery(PAGE)
                .execute(Tuple.of(memberId, before, state == null ? null : state.name(), timestamp(now), rows))
                .map(found -> found.stream().map(CouponQueries::coupon).toList());
    }

    /** The coupon of a row with {@link #COLUMNS}. */
    static OwnedCoupon coupon(Row row) {
        return new OwnedCoupon(
                row.getUUID("member_id"),
                row.getUUID("coupon_id"),
                row.getUUID("template_id"),
                row.getInteger("template_version"),
                row.getString("code"),
                row.getString("name"),
                row.getString("description"),
                TemplateQueries.terms(row),
                CouponState.valueOf(row.getString("coupon_state")),
                row.getInteger("steps"),
                CouponSource.valueOf(row.getString("source")),
                instant(row, "issued_at"),
                instant(row, "usable_from"),
                instant(row, "expires_at"),
                row.getBoolean("grace_given"),
                lock(row),
                use(row),
                instantOrNull(row, "ended_at"));
    }

    private static OwnedCoupon.@Nullable Lock lock(Row row) {
        @Nullable Instant until = instantOrNull(row, "locked_until");
        return until == null ? null : new OwnedCoupon.Lock(row.getString("locked_by"), until);
    }

    private static OwnedCoupon.@Nullable Use use(Row row) {
        @Nullable Instant at = instantOrNull(row, "used_at");
        if (at == null) return null;
        @Nullable String channel = row.getString("used_channel");
        return new OwnedCoupon.Use(
                at,
                row.getUUID("used_store_id"),
                row.getString("used_bill"),
                channel == null ? null : Channel.valueOf(channel),
                row.getLong("used_amount_fen"),
                row.getLong("used_discount_fen"));
    }
}
