package dev.huiyuan.benefit;

import static dev.huiyuan.shared.sql.SqlTypes.timestamp;

import dev.huiyuan.points.OrderReference;
import dev.huiyuan.shared.id.Ids;
import dev.huiyuan.shared.json.Json;
import dev.huiyuan.shared.outbox.Outbox;
import dev.huiyuan.shared.outbox.OutboxEvent;
import dev.huiyuan.shared.sql.WriteSet;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Uses of benefits by orders, many at once, in the transaction of the orders. */
@ApplicationScoped
public class BenefitsOfOrders {
    /** The account that goes on, then all that were merged into it: what one of them used, the person used. */
    private static final String PEOPLE = """
            up (start_id, member_id) as (
                select distinct member_id, member_id from asked
                union select u.start_id, a.into_id from up u join benefit_alias a on a.member_id = u.member_id),
            person (start_id, member_id) as (
                select u.start_id, u.member_id from up u
                where not exists (select from benefit_alias a where a.member_id = u.member_id)),
            account (person_id, member_id) as (
                select distinct member_id, member_id from person
                union select p.person_id, a.member_id from account p join benefit_alias a on a.into_id = p.member_id)
            """;

    private static final String RECORD = """
            with recursive asked as (
                select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::text[],
                    $7::integer[], $8::uuid[], $9::text[], $10::text[], $11::text[], $12::bigint[], $13::timestamptz[],
                    $14::uuid[])
                    as a (id, member_id, kind, benefit_code, used_on, bill_key, rule_version, store_id, terminal, actor,
                    order_ref, amount_fen, used_at, order_id)),
            PEOPLE
            insert into benefit_use (member_id, id, kind, benefit_code, used_on, bill_key, rule_version, store_id,
                terminal, actor, order_ref, amount_fen, used_at, order_id)
            select p.member_id, a.id, a.kind, a.benefit_code, a.used_on, a.bill_key, a.rule_version, a.store_id, a.terminal,
                a.actor, a.order_ref, a.amount_fen, a.used_at, a.order_id
            from asked a join person p on p.start_id = a.member_id
            where not exists (select from benefit_use u join account c on c.member_id = u.member_id
                where c.person_id = p.member_id and u.benefit_code = a.benefit_code and u.reversed_at is null
                    and (u.bill_key = a.bill_key or a.kind = 'FREE_ITEM' and u.used_on = a.used_on))
            order by p.member_id, a.benefit_code, a.used_on, a.bill_key
            on conflict do nothing returning id
            """.replace("PEOPLE", PEOPLE);
    /** A statement of its own: it sees what the one before it has waited for. */
    private static final String JOIN = """
            with recursive asked as (
                select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[])
                    as a (id, member_id, benefit_code, bill_key, order_id, at)),
            PEOPLE
            update benefit_use u set order_id = a.order_id, joined_at = a.at
            from asked a join person p on p.start_id = a.member_id join account c on c.person_id = p.member_id
            where u.member_id = c.member_id and u.benefit_code = a.benefit_code and u.bill_key = a.bill_key
                and u.reversed_at is null and u.order_id is null
            returning a.id as asked_id, u.id
            """.replace("PEOPLE", PEOPLE);

    private static final String RECORDED = """
            with recursive person (member_id) as (
                select $1::uuid union select a.member_id from benefit_alias a join person p on a.into_id = p.member_id)
            select u.benefit_code from benefit_use u join person p on u.member_id = p.member_id
            where u.bill_key = $2 and u.reversed_at is null and u.order_id is null
            """;

    private static final String RELEASE = "delete from benefit_use where id = any($1::uuid[])";
    /** What a till recorded is its own again. */
    private static final String PART = """
            update benefit_use set order_id = null, joined_at = null
            where id = any($1::uuid[]) and joined_at is not null and reversed_at is null
            """;

    private static final String REVERSE = """
            update benefit_use set reversed_at = $2::timestamptz, reversed_by = $3, reversal_reason = $4
            where id = any($1::uuid[]) and reversed_at is null
            """;
    /** As {@link BenefitUsed} has it, of the uses that this statement finds in use. */
    private static final String REVERSED = """
            select a.event_id, $3::text, u.member_id, json_strip_nulls(json_build_object('useId', u.id,
                'benefit', u.benefit_code, 'storeId', u.store_id, 'amountFen', u.amount_fen)), $4::timestamptz
            from unnest($1::uuid[], $2::uuid[]) as a (use_id, event_id)
            join benefit_use u on u.id = a.use_id where u.reversed_at is null
            """;

    private static final String OWN_ONLY = " and joined_at is null";

    private final Outbox outbox;
    private final Json json;
    private final Ids ids;

    BenefitsOfOrders(Outbox outbox, Json json, Ids ids) {
        this.outbox = outbox;
        this.json = json;
        this.ids = ids;
    }

    /**
     * A use by an order.
     *
     * @param id the use, by which it is reversed
     * @param orderId the order
     * @param memberId whose benefit
     * @param benefit its code, as the current benefits call it
     * @param day the day in the programme's zone
     * @param ruleVersion the version of the programme that gave it
     * @param bill the order, as the till calls it; without a business date it is one of that day
     * @param terminal at which till
     * @param actor who reported the order
     * @param amountFen what a discount took off, in fen; null for what comes free
     * @param at when
     */
    public record OrderUse(
            UUID id,
            UUID orderId,
            UUID memberId,
            String benefit,
            LocalDate day,
            int ruleVersion,
            OrderReference bill,
            String terminal,
            String actor,
            @Nullable Long amountFen,
            Instant at) {
        UUID storeId() {
            return bill.storeId();
        }

        String billKey() {
            return BenefitUseTable.billKey(bill, day);
        }
    }

    /**
     * Which uses are the orders'.
     *
     * @param recorded the ids of those that are recorded now
     * @param joined those that a till recorded for the same bill before, by the ids of what was asked for
     */
    public record Claims(Set<UUID> recorded, Map<UUID, UUID> joined) {
        /** None. */
        public static final Claims NONE = new Claims(Set.of(), Map.of());

        public Claims {
            recorded = Set.copyOf(recorded);
            joined = Map.copyOf(joined);
        }

        /** Whether an order has all of its uses; each other one is another bill's. */
        public boolean haveAll(Collection<OrderUse> uses) {
            return uses.stream().allMatch(use -> recorded.contains(use.id()) || joined.containsKey(use.id()));
        }

        /** The ids of uses as they are stored: a till's use keeps its own. */
        public List<UUID> idsOf(Collection<OrderUse> uses) {
            return uses.stream()
                    .map(use -> joined.getOrDefault(use.id(), use.id()))
                    .toList();
        }
    }

    /**
     * Records uses, and takes over those that a till recorded for the same bill; waits for the same uses that are on their
     * way.
     *
     * @param connection the orders' connection, in its transaction
     * @return those that are the orders' now; all others were used before
     */
    public Uni<Claims> claim(SqlConnection connection, List<OrderUse> uses) {
        if (uses.isEmpty()) return Uni.createFrom().item(Claims.NONE);
        // combine: both are sent at once and run one after the other.
        return Uni.combine()
                .all()
                .unis(record(connection, uses), join(connection, uses))
                .with(Claims::new);
    }

    private static Uni<Set<UUID>> record(SqlConnection connection, List<OrderUse> uses) {
        return connection
                .preparedQuery(RECORD)
                .execute(Tuple.from(Arrays.asList(
                        column(uses, OrderUse::id, UUID[]::new),
                        column(uses, OrderUse::memberId, UUID[]::new),
                        column(uses, use -> BenefitUseTable.kind(use.benefit()), String[]::new),
                        column(uses, OrderUse::benefit, String[]::new),
                        column(uses, OrderUse::day, LocalDate[]::new),
                        column(uses, OrderUse::billKey, String[]::new),
                        column(uses, OrderUse::ruleVersion, Integer[]::new),
                        column(uses, OrderUse::storeId, UUID[]::new),
                        column(uses, OrderUse::terminal, String[]::new),
                        column(uses, OrderUse::actor, String[]::new),
                        column(uses, use -> use.bill().orderRef(), String[]::new),
                        column(uses, OrderUse::amountFen, Long[]::new),
                        column(uses, use -> timestamp(use.at()), OffsetDateTime[]::new),
                        column(uses, OrderUse::orderId, UUID[]::new))))
                .map(rows -> {
                    Set<UUID> recorded = new HashSet<>();
                    rows.forEach(row -> recorded.add(row.getUUID("id")));
                    return recorded;
                });
    }

    private static Uni<Map<UUID, UUID>> join(SqlConnection connection, List<OrderUse> uses) {
        return connection
                .preparedQuery(JOIN)
                .execute(Tuple.from(Arrays.asList(
                        column(uses, OrderUse::id, UUID[]::new),
                        column(uses, OrderUse::memberId, UUID[]::new),
                        column(uses, OrderUse::benefit, String[]::new),
                        column(uses, OrderUse::billKey, String[]::new),
                        column(uses, OrderUse::orderId, UUID[]::new),
                        column(uses, use -> timestamp(use.at()), OffsetDateTime[]::new))))
                .map(rows -> {
                    Map<UUID, UUID> joined = new HashMap<>();
                    rows.forEach(row -> joined.put(row.getUUID("asked_id"), row.getUUID("id")));
                    return joined;
                });
    }

    /**
     * The codes of benefits whose use a till has recorded for a bill: an order of the bill may have them still.
     *
     * @param client any; one statement
     * @param day the day of the bill where it has no business date
     */
    public Uni<Set<String>> recordedFor(SqlClient client, UUID memberId, OrderReference bill, LocalDate day) {
        return client.preparedQuery(RECORDED)
                .execute(Tuple.of(memberId, BenefitUseTable.billKey(bill, day)))
                .map(rows ->
                        rows.stream().map(row -> row.getString("benefit_code")).collect(Collectors.toSet()));
    }

    private static <T> T[] column(
            List<OrderUse> uses, Function<OrderUse, @Nullable T> value, java.util.function.IntFunction<T[]> array) {
        return uses.stream().map(value).toArray(array);
    }

    /** Takes back what this transaction claimed for orders that are not booked. */
    public void addRelease(WriteSet writes, Claims claims, Collection<UUID> booked) {
        UUID[] recorded = without(claims.recorded, booked);
        UUID[] joined = without(claims.joined.values(), booked);
        if (recorded.length > 0) writes.addRow(RELEASE, (Object) recorded);
        if (joined.length > 0) writes.addRow(PART, (Object) joined);
    }

    private static UUID[] without(Collection<UUID> ids, Collection<UUID> others) {
        return ids.stream().filter(id -> !others.contains(id)).toArray(UUID[]::new);
    }

    /** Tells of the uses that this transaction recorded; of a till's own it was told before. */
    public void addEvents(WriteSet writes, List<OrderUse> uses, Claims claims) {
        outbox.addTo(
                writes,
                uses.stream()
                        .filter(use -> claims.recorded.contains(use.id()))
                        .map(use -> new OutboxEvent(
                                ids.next(),
                                BenefitUsed.TOPIC,
                                use.memberId(),
                                json.text(new BenefitUsed(use.id(), use.benefit(), use.storeId(), use.amountFen())),
                                use.at()))
                        .toList());
    }

    /**
     * Reverses uses, and tells of it: they can be used again. What was reversed before stays as it is.
     *
     * @param actor who does it
     * @param reason a code
     */
    public void addReversal(WriteSet writes, Collection<UUID> useIds, String actor, String reason, Instant at) {
        addReversal(writes, useIds, "", new Reversal(actor, reason, at));
    }

    /**
     * Gives back the uses of orders that were not paid: what they recorded is reversed, see {@link #addReversal}; what a
     * till had recorded for the bill stays used, as the till has told.
     */
    public void addGiveBack(WriteSet writes, Collection<UUID> useIds, String actor, String reason, Instant at) {
        addReversal(writes, useIds, OWN_ONLY, new Reversal(actor, reason, at));
        if (!useIds.isEmpty()) writes.addRow(PART, (Object) useIds.toArray(UUID[]::new));
    }

    private record Reversal(String actor, String reason, Instant at) {}

    private void addReversal(WriteSet writes, Collection<UUID> useIds, String which, Reversal reversal) {
        if (useIds.isEmpty()) return;
        UUID[] uses = useIds.toArray(UUID[]::new);
        UUID[] events = useIds.stream().map(use -> ids.next()).toArray(UUID[]::new);
        OffsetDateTime at = timestamp(reversal.at);
        writes.addRow(REVERSE + which, uses, at, reversal.actor, reversal.reason);
        outbox.addFound(writes, REVERSED + which, uses, events, BenefitUsed.REVERSED_TOPIC, at);
    }
}
