package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns issued coupons into used ones, many at once. */
@ApplicationScoped
class UseLedger {
    /** The condition is what makes a use happen once: whoever comes second finds no such row. */
    private static final String USE = """
            with used as (
                update coupon c set state = 'USED', steps = c.steps + 1, used_at = $8, used_store_id = u.store_id,
                    used_bill = u.bill, used_channel = u.channel, used_amount_fen = u.amount_fen
                from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::bigint[]) as u
                    (member_id, id, store_id, bill, channel, amount_fen)
                where c.member_id = u.member_id and c.id = u.id
                    and c.state = 'ISSUED' and c.valid_from <= $8 and c.expires_at > $8
                returning c.member_id, c.id, c.steps, c.used_store_id, c.used_bill),
            history as (
                insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, store_id, ref)
                select used.member_id, used.id, used.steps, 'USED', $8, a.actor, used.used_store_id, used.used_bill
                from used join unnest($2::uuid[], $7::text[]) as a (id, actor) on a.id = used.id)
            select id from used
            """;

    /**
     * A use.
     *
     * @param memberId whose coupon
     * @param couponId the coupon
     * @param storeId where
     * @param bill for which bill
     * @param channel through which channel, if known
     * @param amountFen the bill's amount, in fen, if known
     * @param actor who took it, for the history
     */
    record Use(
            UUID memberId,
            UUID couponId,
            UUID storeId,
            String bill,
            @Nullable CouponChannel channel,
            @Nullable Long amountFen,
            String actor) {}

    /** Uses coupons and returns those that were usable. */
    Uni<Set<UUID>> use(SqlConnection connection, List<Use> uses, Instant now) {
        List<Use> sorted = uses.stream()
                .sorted(Comparator.comparing(Use::memberId).thenComparing(Use::couponId))
                .toList();
        return connection
                .preparedQuery(USE)
                .execute(Tuple.from(List.of(
                        column(sorted, UUID[]::new, Use::memberId),
                        column(sorted, UUID[]::new, Use::couponId),
                        column(sorted, UUID[]::new, Use::storeId),
                        column(sorted, String[]::new, Use::bill),
                        channels(sorted),
                        amounts(sorted),
                        column(sorted, String[]::new, Use::actor),
                        timestamp(now))))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).collect(Collectors.toSet()));
    }

    private static @Nullable String[] channels(List<Use> uses) {
        @Nullable String[] channels = new @Nullable String[uses.size()];
        for (int i = 0; i < channels.length; i++) {
            @Nullable CouponChannel channel = uses.get(i).channel();
            channels[i] = channel == null ? null : channel.name();
        }
        return channels;
    }

    private static @Nullable Long[] amounts(List<Use> uses) {
        @Nullable Long[] amounts = new @Nullable Long[uses.size()];
        for (int i = 0; i < amounts.length; i++) amounts[i] = uses.get(i).amountFen();
        return amounts;
    }

    private static <V> V[] column(List<Use> uses, IntFunction<V[]> array, Function<Use, V> value) {
        return uses.stream().map(value).toArray(array);
    }
}
