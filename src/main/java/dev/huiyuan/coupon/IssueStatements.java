package dev.huiyuan.coupon;

import static dev.huiyuan.shared.sql.SqlTypes.instant;
import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The set-based statements of issuing, one round trip each. */
@ApplicationScoped
class IssueStatements {
    private static final String EXISTING = """
            select c.id, c.member_id, c.source, c.source_ref, c.expires_at, t.code, t.name
            from unnest($1::uuid[], $2::text[], $3::text[]) as asked (member_id, source, source_ref)
            join coupon c using (member_id, source, source_ref)
            join coupon_template_version t on t.id = c.template_id and t.version = c.template_version
            """;
    private static final String LOCK_STOCKS = """
            select template_id, stock - issued as left_over from coupon_stock
            where template_id = any($1::uuid[]) and stock is not null
            order by template_id for no key update
            """;
    private static final String HELD = """
            select l.template_id, l.member_id, max(l.ordinal) as held
            from (select distinct * from unnest($1::uuid[], $2::uuid[]) as u (template_id, member_id)) asked
            join coupon_limit l using (template_id, member_id)
            group by l.template_id, l.member_id
            """;
    private static final String HELD_TODAY = """
            select l.template_id, l.member_id, max(l.ordinal) as held
            from (select distinct * from unnest($1::uuid[], $2::uuid[]) as u (template_id, member_id)) asked
            join coupon_day_limit l using (template_id, member_id)
            where l.day = $3 group by l.template_id, l.member_id
            """;
    private static final String TAKE_ORDINALS = """
            insert into coupon_limit (template_id, member_id, ordinal, coupon_id)
            select * from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::uuid[])
            on conflict do nothing returning coupon_id
            """;
    private static final String TAKE_DAY_ORDINALS = """
            insert into coupon_day_limit (template_id, member_id, day, ordinal, coupon_id)
            select t, m, $5::date, o, c from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::uuid[]) as g (t, m, o, c)
            on conflict do nothing returning coupon_id
            """;
    /** Found by the coupon: what somebody else's coupon has taken stays. */
    private static final String GIVE_BACK_ORDINALS = """
            with all_told as (
                delete from coupon_limit l using unnest($1::uuid[], $2::uuid[], $3::integer[], $4::uuid[], $5::integer[])
                    as lost (t, m, o, c, d)
                where l.template_id = lost.t and l.member_id = lost.m and l.ordinal = lost.o and l.coupon_id = lost.c)
            delete from coupon_day_limit l using unnest($1::uuid[], $2::uuid[], $3::integer[], $4::uuid[], $5::integer[])
                as lost (t, m, o, c, d)
            where l.template_id = lost.t and l.member_id = lost.m and l.day = $6 and l.ordinal = lost.d
                and l.coupon_id = lost.c
            """;

    private static final String INSERT = """
            with issued as (
                insert into coupon (member_id, id, template_id, template_version, state, source, source_ref,
                    issued_at, valid_from, expires_at)
                select member_id, id, template_id, version, 'ISSUED', source, source_ref, issued_at, valid_from,
                    expires_at
                from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[], $5::text[], $6::text[],
                    $7::timestamptz[], $8::timestamptz[], $9::timestamptz[]) as g (member_id, id, template_id,
                    version, source, source_ref, issued_at, valid_from, expires_at)
                on conflict (member_id, source, source_ref) do nothing
                returning member_id, id, issued_at, source_ref),
            history as (
                insert into coupon_event (member_id, coupon_id, step, type, occurred_at, actor, ref, reason)
                select issued.member_id, issued.id, 1, 'ISSUED', issued.issued_at, a.actor, issued.source_ref, a.reason
                from issued join unnest($2::uuid[], $10::text[], $11::text[]) as a (id, actor, reason)
                    on a.id = issued.id)
            select id from issued
            """;
    private static final String COUNT_STOCKS = """
            update coupon_stock s set issued = s.issued + n.count
            from unnest($1::uuid[], $2::bigint[]) as n (template_id, count)
            where s.template_id = n.template_id
            """;

    private final Outbox outbox;
    private final Ids ids;
    private final Json json;

    IssueStatements(Outbox outbox, Ids ids, Json json) {
        this.outbox = outbox;
        this.ids = ids;
        this.json = json;
    }

    /** What was issued before under the same keys. */
    Uni<Map<IssueOrder.Key, IssuedCoupon>> existing(SqlConnection connection, List<IssueOrder> orders, ZoneId zone) {
        return connection
                .preparedQuery(EXISTING)
                .execute(Tuple.of(
                        column(orders, UUID[]::new, IssueOrder::memberId),
                        column(orders, String[]::new, order -> order.source().name()),
                        column(orders, String[]::new, IssueOrder::sourceRef)))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(IssueStatements::key, row -> coupon(row, zone), (one, same) -> one)));
    }

    private static IssueOrder.Key key(Row row) {
        return new IssueOrder.Key(
                row.getUUID("member_id"), CouponSource.valueOf(row.getString("source")), row.getString("source_ref"));
    }

    private static IssuedCoupon coupon(Row row, ZoneId zone) {
        return CouponDates.issued(
                row.getUUID("id"),
                row.getUUID("member_id"),
                row.getString("code"),
                row.getString("name"),
                instant(row, "expires_at"),
                zone);
    }

    /** Locks the limited stocks in order and says how many are left. */
    Uni<Map<UUID, Long>> lockStocks(SqlConnection connection, List<IssueOrder> orders) {
        UUID[] limited = orders.stream()
                .filter(IssueOrder::takesStock)
                .map(order -> order.template().id())
                .distinct()
                .toArray(UUID[]::new);
        if (limited.length == 0) return Uni.createFrom().item(Map.of());
        return connection
                .preparedQuery(LOCK_STOCKS)
                .execute(Tuple.of(limited))
                .map(rows -> rows.stream()
                        .collect(Collectors.toMap(row -> row.getUUID("template_id"), row -> row.getLong("left_over"))));
    }

    /** How many coupons members have had of templates with a limit; read after the stocks are locked. */
    Uni<Map<IssueRules.Holding, Integer>> held(SqlConnection connection, List<IssueOrder> orders) {
        List<IssueOrder> limited = orders.stream()
                .filter(order -> order.template().limitPerMember() != null)
                .toList();
        if (limited.isEmpty()) return Uni.createFrom().item(Map.of());
        return connection
                .preparedQuery(HELD)
                .execute(Tuple.of(
                        column(limited, UUID[]::new, order -> order.template().id()),
                        column(limited, UUID[]::new, IssueOrder::memberId)))
                .map(IssueStatements::holdings);
    }

    /** How many of them members have had on a day. */
    Uni<Map<IssueRules.Holding, Integer>> heldToday(SqlConnection connection, List<IssueOrder> orders, LocalDate day) {
        List<IssueOrder> limited = orders.stream()
                .filter(order -> order.template().limitPerDay() != null)
                .toList();
        if (limited.isEmpty()) return Uni.createFrom().item(Map.of());
        return connection
                .preparedQuery(HELD_TODAY)
                .execute(Tuple.of(
                        column(limited, UUID[]::new, order -> order.template().id()),
                        column(limited, UUID[]::new, IssueOrder::memberId),
                        day))
                .map(IssueStatements::holdings);
    }

    private static Map<IssueRules.Holding, Integer> holdings(RowSet<Row> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> new IssueRules.Holding(row.getUUID("template_id"), row.getUUID("member_id")),
                        row -> row.getInteger("held")));
    }

    /** Takes members' ordinals and returns the coupons that got theirs. */
    Uni<Set<UUID>> takeOrdinals(SqlConnection connection, List<IssueRules.Grant> grants) {
        List<IssueRules.Grant> limited =
                grants.stream().filter(grant -> grant.ordinal() > 0).toList();
        if (limited.isEmpty()) return Uni.createFrom().item(Set.of());
        return connection
                .preparedQuery(TAKE_ORDINALS)
                .execute(ordinals(limited, IssueRules.Grant::ordinal))
                .map(IssueStatements::couponIds);
    }

    /** Takes ordinals of members' days and returns the coupons that got theirs. */
    Uni<Set<UUID>> takeDayOrdinals(SqlConnection connection, List<IssueRules.Grant> grants, LocalDate day) {
        List<IssueRules.Grant> limited =
                grants.stream().filter(grant -> grant.dayOrdinal() > 0).toList();
        if (limited.isEmpty()) return Uni.createFrom().item(Set.of());
        return connection
                .preparedQuery(TAKE_DAY_ORDINALS)
                .execute(ordinals(limited, IssueRules.Grant::dayOrdinal).addValue(day))
                .map(IssueStatements::couponIds);
    }

    private static Set<UUID> couponIds(RowSet<Row> rows) {
        return rows.stream().map(row -> row.getUUID("coupon_id")).collect(Collectors.toSet());
    }

    /** Gives back ordinals of coupons that were not inserted, because another transaction issued them. */
    Uni<Void> giveBackOrdinals(SqlConnection connection, List<IssueRules.Grant> lost, LocalDate day) {
        if (lost.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(GIVE_BACK_ORDINALS)
                .execute(ordinals(lost, IssueRules.Grant::ordinal)
                        .addValue(column(lost, Integer[]::new, IssueRules.Grant::dayOrdinal))
                        .addValue(day))
                .replaceWithVoid();
    }

    private static Tuple ordinals(List<IssueRules.Grant> grants, Function<IssueRules.Grant, Integer> ordinal) {
        return Tuple.of(
                column(grants, UUID[]::new, grant -> grant.order().template().id()),
                column(grants, UUID[]::new, grant -> grant.order().memberId()),
                column(grants, Integer[]::new, ordinal),
                couponIds(grants));
    }

    /** Inserts coupons with their first row of history and returns those that were new. */
    Uni<Set<UUID>> insert(SqlConnection connection, List<IssueRules.Grant> grants) {
        if (grants.isEmpty()) return Uni.createFrom().item(Set.of());
        return connection
                .preparedQuery(INSERT)
                .execute(Tuple.from(List.of(
                        column(grants, UUID[]::new, grant -> grant.order().memberId()),
                        couponIds(grants),
                        column(
                                grants,
                                UUID[]::new,
                                grant -> grant.order().template().id()),
                        column(
                                grants,
                                Integer[]::new,
                                grant -> grant.order().template().version()),
                        column(
                                grants,
                                String[]::new,
                                grant -> grant.order().source().name()),
                        column(grants, String[]::new, grant -> grant.order().sourceRef()),
                        column(grants, OffsetDateTime[]::new, grant -> timestamp(grant.issuedAt())),
                        column(
                                grants,
                                OffsetDateTime[]::new,
                                grant -> timestamp(grant.period().validFrom())),
                        column(
                                grants,
                                OffsetDateTime[]::new,
                                grant -> timestamp(grant.period().expiresAt())),
                        column(grants, String[]::new, grant -> grant.order().actor()),
                        reasons(grants))))
                .map(rows -> rows.stream().map(row -> row.getUUID("id")).collect(Collectors.toSet()));
    }

    private static @Nullable String[] reasons(List<IssueRules.Grant> grants) {
        @Nullable String[] reasons = new @Nullable String[grants.size()];
        for (int i = 0; i < reasons.length; i++)
            reasons[i] = grants.get(i).order().reason();
        return reasons;
    }

    /** Adds what was issued to the limited stocks, which are locked. */
    Uni<Void> countStocks(SqlConnection connection, List<IssueRules.Grant> issued) {
        Map<UUID, Long> counts = issued.stream()
                .map(IssueRules.Grant::order)
                .filter(IssueOrder::takesStock)
                .collect(Collectors.groupingBy(order -> order.template().id(), Collectors.counting()));
        if (counts.isEmpty()) return Uni.createFrom().voidItem();
        return connection
                .preparedQuery(COUNT_STOCKS)
                .execute(Tuple.of(
                        counts.keySet().toArray(UUID[]::new), counts.values().toArray(Long[]::new)))
                .replaceWithVoid();
    }

    /** Writes the events of issued coupons. */
    Uni<Void> announce(SqlConnection connection, List<IssueRules.Grant> issued) {
        return outbox.append(connection, issued.stream().map(this::event).toList());
    }

    private OutboxEvent event(IssueRules.Grant grant) {
        IssueOrder order = grant.order();
        CouponIssuedEvent event = new CouponIssuedEvent(
                grant.couponId(),
                order.memberId(),
                order.template().code(),
                order.source(),
                order.sourceRef(),
                grant.period().expiresAt());
        return new OutboxEvent(
                ids.next(), CouponIssuedEvent.TOPIC, order.memberId(), json.text(event), grant.issuedAt());
    }

    private static UUID[] couponIds(List<IssueRules.Grant> grants) {
        return column(grants, UUID[]::new, IssueRules.Grant::couponId);
    }

    private static <T, V> V[] column(List<T> rows, IntFunction<V[]> array, Function<T, V> value) {
        return rows.stream().map(value).toArray(array);
    }
}
