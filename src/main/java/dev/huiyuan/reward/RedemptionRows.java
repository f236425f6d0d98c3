package dev.huiyuan.reward;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.instantOrNull;

import dev.huiyuan.coupon.CouponPromise;
import dev.huiyuan.programme.Channel;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads redemptions from rows. */
final class RedemptionRows {
    private RedemptionRows() {}

    static Redemption redemption(Row row) {
        @Nullable String channel = row.getString("channel");
        return new Redemption(
                row.getUUID("member_id"),
                row.getUUID("id"),
                row.getUUID("request_id"),
                item(row),
                RedemptionState.valueOf(row.getString("state")),
                new RedemptionPlace(
                        row.getUUID("store_id"), channel == null ? Channel.MINI_PROGRAM : Channel.valueOf(channel)),
                new Redemption.Booking(row.getUUID("hold_id"), row.getUUID("entry_id"), row.getLong("available_after")),
                given(row),
                new Redemption.Times(
                        instant(row, "redeemed_at"),
                        instantOrNull(row, "expires_at"),
                        instantOrNull(row, "fulfilled_at"),
                        instantOrNull(row, "ended_at")),
                row.getInteger("steps"));
    }

    private static Redemption.Item item(Row row) {
        return new Redemption.Item(
                row.getUUID("item_id"),
                row.getString("code"),
                row.getString("name"),
                RewardKind.valueOf(row.getString("kind")),
                row.getLong("points"),
                row.getLong("price_fen"));
    }

    private static @Nullable CouponPromise promise(Row row) {
        @Nullable UUID template = row.getUUID("template_id");
        return template == null ? null : new CouponPromise(template, row.getInteger("template_version"));
    }

    private static Redemption.Given given(Row row) {
        @Nullable Buffer hash = row.getBuffer("pickup_hash");
        return new Redemption.Given(
                row.getUUID("coupon_id"),
                row.getString("draw_code"),
                row.getLong("ticket_number"),
                row.getUUID("voucher_id"),
                promise(row),
                Optional.ofNullable(hash)
                        .map(bytes -> new Redemption.PickupHash(row.getString("pickup_key_id"), bytes.getBytes()))
                        .orElse(null));
    }
}
